using System.Diagnostics;
using ControlPlane.Benchmarks.Report;

namespace ControlPlane.Benchmarks.Programs;

/// <summary>A short-lived program that ran to its end.</summary>
/// <param name="ExitCode">Of the program.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Errors">What it wrote to standard error.</param>
/// <param name="Took">From before its start until it was collected.</param>
internal sealed record FinishedProcess(int ExitCode, string Output, string Errors, TimeSpan Took)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan PatienceAtTheEnd = TimeSpan.FromSeconds(60);

    public static async Task<FinishedProcess> RunAsync(
        IReadOnlyList<string> command, CancellationToken cancellation, TimeSpan? limit = null)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        enough.CancelAfter(limit ?? Limit);
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var began = TimeProvider.System.GetTimestamp();
        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(enough.Token);
            var errors = process.StandardError.ReadToEndAsync(enough.Token);
            await process.WaitForExitAsync(enough.Token);
            var took = TimeProvider.System.GetElapsedTime(began);
            return new FinishedProcess(process.ExitCode, await output, await errors, took);
        }
        catch (OperationCanceledException)
        {
            await EndAsync(process);
            cancellation.ThrowIfCancellationRequested();
            throw new BenchFailedException($"[{string.Join(' ', command)}] did not end within {limit ?? Limit}");
        }
    }

    /// <exception cref="BenchFailedException">Its exit code is not 0.</exception>
    public FinishedProcess Succeeded() => ExitCode == 0
        ? this
        : throw new BenchFailedException($"a command ended with {ExitCode}: {Errors.Trim()} {Output.Trim()}");

    /// <summary>Told first: it may be a node with workers of its own.</summary>
    private static async Task EndAsync(Process process)
    {
        using var enough = new CancellationTokenSource(PatienceAtTheEnd);
        Libc.Signal(process.Id, Libc.SigTerm);
        try
        {
            await process.WaitForExitAsync(enough.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
        }
    }
}
