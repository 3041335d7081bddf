namespace ControlPlane.Hosting;

/// <summary>Runs a node in this process until it is told to stop.</summary>
public static class NodeRunner
{
    /// <summary>Returns the exit code of <c>cplane run</c>.</summary>
    /// <param name="file">The configuration.</param>
    /// <param name="sockdir">Takes the place of the file's socket directory; null: the file says.</param>
    /// <param name="cancellation">Shuts the node down gracefully.</param>
    public static Task<int> RunAsync(string file, string? sockdir, CancellationToken cancellation) =>
        throw new NotSupportedException("running a node is not in this build yet");
}
