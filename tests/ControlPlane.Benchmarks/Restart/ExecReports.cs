using System.Globalization;
using System.Text;
using System.Threading.Channels;
using ControlPlane.Benchmarks.Programs;
using ControlPlane.Benchmarks.Report;
using ControlPlane.TestKit;

namespace ControlPlane.Benchmarks.Restart;

/// <summary>
/// A worker that says it is there: a shell that writes its process id into a named pipe and becomes <c>sleep</c>. A
/// thread waits at the other end, so what lies between the exec and the time taken is the shell's own start: the same
/// for everybody who starts it, and measured as the baseline.
/// </summary>
internal sealed class ExecReports : IDisposable
{
    private const string Script = "#!/bin/sh\necho $$ >\"$1\"\nexec sleep 86400\n";
    private const string Enough = "0\n";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly TemporaryDirectory _directory = new();
    private readonly Channel<ExecReport> _reports = Channel.CreateBounded<ExecReport>(1000);
    private readonly FileStream _pipe;
    private readonly Thread _reader;

    public ExecReports()
    {
        var script = _directory.Write("worker", Script);
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var path = _directory.File("pipe");
        Libc.MakePipe(path);
        Command = [script, path];

        // Open for both, so that it never ends when a worker closes it, and no worker waits to open it.
        _pipe = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        _reader = new Thread(ReadAll) { IsBackground = true, Name = "exec reports" };
        _reader.Start();
    }

    /// <summary>What a supervisor shall run.</summary>
    public IReadOnlyList<string> Command { get; }

    /// <summary>The next worker that started.</summary>
    /// <param name="mustRun">Throws if nobody can start one any more.</param>
    public async Task<ExecReport> NextAsync(Action mustRun, CancellationToken cancellation)
    {
        try
        {
            var report = _reports.Reader.ReadAsync(cancellation).AsTask();
            return await report.WaitAsync(Limit, TimeProvider.System, cancellation);
        }
        catch (TimeoutException)
        {
            mustRun();
            throw new BenchFailedException($"no worker was started within {Limit}");
        }
    }

    public void Dispose()
    {
        _pipe.Write(Encoding.ASCII.GetBytes(Enough));
        _reader.Join();
        _pipe.Dispose();
        _directory.Dispose();
    }

    /// <summary>What goes wrong here is told to whoever waits for a report.</summary>
    private void ReadAll()
    {
        try
        {
            Read();
            _reports.Writer.TryComplete();
        }
        catch (Exception e) when (e is IOException or FormatException)
        {
            _reports.Writer.TryComplete(e);
        }
    }

    private void Read()
    {
        var buffer = new byte[4096];
        var rest = "";
        while (true)
        {
            var count = _pipe.Read(buffer);
            var at = TimeProvider.System.GetTimestamp();
            var lines = (rest + Encoding.ASCII.GetString(buffer, 0, count)).Split('\n');
            rest = lines[^1];
            foreach (var pid in lines[..^1].Select(line => int.Parse(line, CultureInfo.InvariantCulture)))
            {
                if (pid == 0)
                {
                    return;
                }

                _reports.Writer.TryWrite(new ExecReport(pid, at));
            }
        }
    }
}
