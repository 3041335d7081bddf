using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ControlPlane.TestKit;

/// <summary>
/// A running etcd: its signals, its end, and what it said last. It does not outlive the tests' process.
/// </summary>
internal sealed class EtcdProcess : IDisposable
{
    private const int Words = 20;
    private const int SigStop = 19;
    private const int SigCont = 18;

    private readonly Process _process;
    private readonly Queue<string> _words = new();

    private EtcdProcess(Process process)
    {
        _process = process;
        AppDomain.CurrentDomain.ProcessExit += End;
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
    }

    public int Pid => _process.Id;

    public bool HasExited => _process.HasExited;

    public string LastWords
    {
        get
        {
            lock (_words)
            {
                return string.Join('\n', _words);
            }
        }
    }

    public static EtcdProcess Start(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(EtcdProgram.Path, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(
            k => k.StartsWith("ETCD_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        return new EtcdProcess(Process.Start(start)!);
    }

    /// <summary>Returns when every thread of it stands still: until then it may still answer.</summary>
    public Task PauseAsync()
    {
        Signal(SigStop);
        return Eventually.True(() => Directory.GetDirectories($"/proc/{Pid}/task").All(IsStopped));
    }

    public void Continue() => Signal(SigCont);

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= End;
        End(null, EventArgs.Empty);
        _process.Dispose();
    }

    // proc_pid_stat(5): the state comes after the name, which may have brackets of its own.
    private static bool IsStopped(string thread)
    {
        var stat = File.ReadAllText(Path.Combine(thread, "stat"));
        return stat[stat.LastIndexOf(')') + 2] == 'T';
    }

    private void End(object? sender, EventArgs e)
    {
        if (!_process.HasExited)
        {
            _process.Kill(); // KILL, which a stopped process dies of, too.
            _process.WaitForExit();
        }
    }

    private void Signal(int signal)
    {
        if (_process.HasExited || kill(_process.Id, signal) != 0)
        {
            throw new ExpectationException($"etcd cannot be sent signal {signal}: {LastWords}");
        }
    }

    private void Hear(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_words)
        {
            _words.Enqueue(line);
            if (_words.Count > Words)
            {
                _words.Dequeue();
            }
        }
    }

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int pid, int signal);
}
