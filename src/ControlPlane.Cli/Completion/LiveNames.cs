using ControlPlane.Cli.Client;

namespace ControlPlane.Cli.Completion;

/// <summary>
/// Names of the services of a node that answers at once; nothing if none does: somebody waits at a prompt.
/// </summary>
internal sealed class LiveNames(string socketDirectory, Surroundings around)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    /// <param name="elsewhere">Another socket directory, named on the line that is completed.</param>
    public IReadOnlyList<string> Services(string? elsewhere)
    {
        try
        {
            var body = new NodeClient(elsewhere ?? socketDirectory, around.Time).Get("/v1/services", Patience);
            return Answers.Items(body, service => service.GetProperty("service").GetString()!);
        }
        catch (CliException)
        {
            return [];
        }
    }
}
