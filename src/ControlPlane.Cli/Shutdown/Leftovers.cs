using ControlPlane.Cli.Client;

namespace ControlPlane.Cli.Shutdown;

/// <summary>What a node that does not go away still has to stop.</summary>
internal static class Leftovers
{
    private const int Shown = 10;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>
    /// <c>: web-1 (stopping, pid 17), …</c>; empty if the node has no containers any more, or does not say.
    /// </summary>
    public static string Of(NodeClient client)
    {
        try
        {
            var containers = Answers.Items(client.Get("/v1/containers", Patience), container =>
            {
                var pid = container.GetProperty("pid").GetRawText();
                var state = container.GetProperty("state").GetString();
                return $"{container.GetProperty("id").GetString()} ({state}{(pid == "null" ? "" : $", pid {pid}")})";
            });
            var more = containers.Count > Shown ? $" and {containers.Count - Shown} more" : "";
            return containers.Count == 0 ? "" : $": {string.Join(", ", containers.Take(Shown))}{more}";
        }
        catch (CliException)
        {
            return "";   // Its API has gone already: then the process is all that is known.
        }
    }
}
