using ControlPlane.Cli.Client;

namespace ControlPlane.Cli.Completion;

/// <summary>
/// Names of the services and nodes that a node knows which answers at once; nothing if none does: somebody waits at a
/// prompt.
/// </summary>
internal sealed class LiveNames(string socketDirectory, Surroundings around)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    /// <param name="elsewhere">Another socket directory, named on the line that is completed.</param>
    public IReadOnlyList<string> Services(string? elsewhere) => Names(elsewhere, "/v1/services", "service");

    /// <param name="elsewhere">Another socket directory, named on the line that is completed.</param>
    public IReadOnlyList<string> Nodes(string? elsewhere) => Names(elsewhere, "/v1/nodes", "node");

    private IReadOnlyList<string> Names(string? elsewhere, string target, string member)
    {
        try
        {
            var body = new NodeClient(elsewhere ?? socketDirectory, around.Time).Get(target, Patience);
            return Answers.Items(body, item => item.GetProperty(member).GetString()!);
        }
        catch (CliException)
        {
            return [];
        }
    }
}
