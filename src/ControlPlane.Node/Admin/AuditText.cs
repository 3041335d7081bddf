using ControlPlane.Contracts.Admin;

namespace ControlPlane.Node.Admin;

/// <summary>A request and its outcome in the words of the command line, for the audit line.</summary>
internal static class AuditText
{
    private const int MaxText = 300;

    public static string Of(AdminProtocol.Request request) => request switch
    {
        AdminProtocol.Enable m => $"enable {m.Service}",
        AdminProtocol.Disable m => $"disable {m.Service}",
        AdminProtocol.Restart m => m.Rolling ? $"restart {m.Service} --rolling" : $"restart {m.Service}",
        AdminProtocol.RestartAll m => m.Rolling ? "restart-all --rolling" : "restart-all",
        AdminProtocol.Scale m => $"scale {m.Service} {m.Count}",
        AdminProtocol.Reload m => m.File is null ? "reload" : $"reload {m.File}",
        AdminProtocol.Shutdown => "shutdown",
        AdminProtocol.ReopenLogfiles => "reopen-logfiles",
        AdminProtocol.SendMessage m =>
            Shortened($"send {string.Join(' ', [m.Name, .. m.Arguments])} --receiver {m.Receiver}"),
        ClusterProtocol.OnNode m => $"{Of(m.Inner)} --node {m.Node}",
        ClusterProtocol.DrainNode m => $"drain {m.Node}",
        ClusterProtocol.UndrainNode m => $"undrain {m.Node}",
        ClusterProtocol.ForgetNode m => $"forget {m.Node}",
        ClusterProtocol.Rebalance m => $"rebalance {m.Service}",
        ClusterProtocol.Apply m => Shortened($"apply {m.Origin}"),
        ClusterProtocol.Rollback m => m.Version is null ? "rollback" : $"rollback {m.Version}",
        _ => request.GetType().Name,
    };

    public static string Outcome(AdminProtocol.Reply reply) => reply switch
    {
        AdminProtocol.Refused refused => $"refused ({refused.Why}): {refused.Error}",
        AdminProtocol.Done done => done.Text,
        _ => "answered",
    };

    /// <summary>A message may have 64 KiB; who reads the log wants to know which one it was.</summary>
    private static string Shortened(string text) => text.Length <= MaxText ? text : text[..MaxText] + "…";
}
