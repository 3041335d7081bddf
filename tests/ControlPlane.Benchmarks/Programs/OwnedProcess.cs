using System.Diagnostics;
using ControlPlane.Benchmarks.Report;

namespace ControlPlane.Benchmarks.Programs;

/// <summary>
/// A long-lived program that a bench started. When it is disposed it is told to end (TERM), given time, and killed with
/// all its children if it does not. The last lines that it wrote are kept, for the text of a failure.
/// </summary>
internal sealed class OwnedProcess : IAsyncDisposable
{
    private const int KeptLines = 20;

    private static readonly TimeSpan PatienceAtTheEnd = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Queue<string> _lines = [];

    private OwnedProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Pid => _process.Id;

    public static OwnedProcess Start(string program, params string[] arguments) => new(
        new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        });

    /// <exception cref="BenchFailedException">It has ended; the text has what it wrote last.</exception>
    public void MustRun()
    {
        if (_process.HasExited)
        {
            throw new BenchFailedException(
                $"{_process.StartInfo.FileName} ended with {_process.ExitCode}: {LastLines()}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Libc.Signal(Pid, Libc.SigTerm);
            if (!await EndsWithinAsync(PatienceAtTheEnd))
            {
                var children = ProcessFacts.AllPids().Where(pid => ProcessFacts.Of(pid)?.Parent == Pid).ToList();
                Libc.Signal(Pid, Libc.SigKill); // first, or it replaces them
                children.ForEach(pid => Libc.Signal(pid, Libc.SigKill));
                await EndsWithinAsync(PatienceAtTheEnd);
            }
        }

        _process.Dispose();
    }

    private async Task<bool> EndsWithinAsync(TimeSpan limit)
    {
        using var enough = new CancellationTokenSource(limit);
        try
        {
            await _process.WaitForExitAsync(enough.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void Keep(string? line)
    {
        lock (_lines)
        {
            if (line is not null)
            {
                _lines.Enqueue(line.Length > 500 ? line[..500] : line);
            }

            if (_lines.Count > KeptLines)
            {
                _lines.Dequeue();
            }
        }
    }

    private string LastLines()
    {
        lock (_lines)
        {
            return _lines.Count == 0 ? "it wrote nothing" : string.Join(" | ", _lines);
        }
    }
}
