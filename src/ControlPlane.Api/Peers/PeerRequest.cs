using ControlPlane.Contracts.Admin;
using ControlPlane.Contracts.Wire;

namespace ControlPlane.Api.Peers;

/// <summary>A request as another node's control API takes it.</summary>
/// <param name="Method">GET or POST.</param>
/// <param name="Path">The target, encoded.</param>
/// <param name="Body">JSON; empty for GET.</param>
internal sealed record PeerRequest(HttpMethod Method, string Path, ReadOnlyMemory<byte> Body)
{
    /// <summary>Throws <see cref="ArgumentException"/> for one that peers are not asked.</summary>
    public static PeerRequest Of(AdminProtocol.Request request) => request switch
    {
        AdminProtocol.ListServices => Get("/v1/services"),
        AdminProtocol.ListContainers { Service: null } => Get("/v1/containers"),
        AdminProtocol.ListContainers { Service: { } service } => Get($"/v1/containers?service={Text(service)}"),
        AdminProtocol.Enable m => Post($"/v1/services/{Text(m.Service)}/enable", new(), m),
        AdminProtocol.Disable m => Post($"/v1/services/{Text(m.Service)}/disable", new(), m),
        AdminProtocol.Restart m => Post($"/v1/services/{Text(m.Service)}/restart", new(Rolling: m.Rolling), m),
        AdminProtocol.RestartAll m => Post("/v1/restart-all", new(Rolling: m.Rolling), m),
        AdminProtocol.Scale m => Post($"/v1/services/{Text(m.Service)}/scale", new(Count: m.Count), m),
        AdminProtocol.Reload m => Post("/v1/reload", new(File: m.File), m),
        AdminProtocol.Shutdown m => Post("/v1/node/shutdown", new(), new AdminProtocol.Patience(Timeout: m.Within)),
        AdminProtocol.ReopenLogfiles => Post("/v1/logs/reopen", new()),
        AdminProtocol.SendMessage m =>
            Post("/v1/messages", new(Name: m.Name, Arguments: m.Arguments, Receiver: m.Receiver)),
        ClusterProtocol.ListNodes => Get("/v1/nodes"),
        ClusterProtocol.DrainNode m => Post($"/v1/nodes/{Text(m.Node)}/drain", new(), m),
        ClusterProtocol.UndrainNode m => Post($"/v1/nodes/{Text(m.Node)}/undrain", new(), m),
        ClusterProtocol.ForgetNode m => Post($"/v1/nodes/{Text(m.Node)}/forget", new(), m),
        ClusterProtocol.ExplainPlacement m => Get($"/v1/services/{Text(m.Service)}/placement"),
        ClusterProtocol.Rebalance m => Post($"/v1/services/{Text(m.Service)}/rebalance", new(), m),
        ClusterProtocol.Apply m => Post("/v1/configuration", new(Text: m.Text, Origin: m.Origin), m),
        ClusterProtocol.Rollback m => Post("/v1/configuration/rollback", new(Version: m.Version), m),
        ClusterProtocol.ListVersions => Get("/v1/configuration/versions"),
        ClusterProtocol.Plan m => Post("/v1/configuration/plan", new(Text: m.Text, Origin: m.Origin)),
        ClusterProtocol.Await m =>
            Post("/v1/await", new(Service: m.Service, Revision: m.Revision, Services: m.Services), m),
        _ => throw new ArgumentException(
            $"{request.GetType().Name} is nothing that a peer can be asked", nameof(request)),
    };

    /// <summary>The path and the query of a request that this node answers for itself.</summary>
    public string TargetOn(string node) =>
        $"{Path}{(Path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}node={Text(node)}";

    private static PeerRequest Get(string path) => new(HttpMethod.Get, path, default);

    private static PeerRequest Post(string path, CommandBody body, AdminProtocol.Command command) =>
        Post(path, body, command.Patience);

    private static PeerRequest Post(string path, CommandBody body, AdminProtocol.Patience? patience = null) =>
        new(HttpMethod.Post, path, CommandJson.Of(body, patience ?? AdminProtocol.Patience.Default));

    private static string Text(string text) => Uri.EscapeDataString(text);
}
