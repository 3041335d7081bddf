using ControlPlane.Hosting;

namespace ControlPlane.Benchmarks.Dispatching;

/// <summary>A node in a program of this same executable, compiled as its baseline is.</summary>
internal static class NodeProgram
{
    public const string Word = "node";

    public static Task<int> RunAsync(string file, string socketDirectory) =>
        NodeRunner.RunAsync(file, socketDirectory, CancellationToken.None);
}
