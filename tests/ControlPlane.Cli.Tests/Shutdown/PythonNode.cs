using System.Diagnostics;
using ControlPlane.TestKit;

namespace ControlPlane.Cli.Tests.Shutdown;

/// <summary>
/// A process of its own that listens on a control socket, and leaves when it is told to, or does not.
/// </summary>
internal sealed class PythonNode : IDisposable
{
    private const string Script =
        """
        import os, socket, sys
        s = socket.socket(socket.AF_UNIX); s.bind(sys.argv[1]); s.listen(8)
        print(os.getpid(), flush=True)
        while True:
            c, _ = s.accept()
            r = c.recv(4096)
            while b"Content-Length: 0" not in r and r.startswith(b"POST") and not r.endswith(b"}"): r += c.recv(4096)
            if r.startswith(b"GET /v1/containers"):
                b = b'[{"id":"web-1","state":"stopping","pid":17},{"id":"web-2","state":"waiting","pid":null}]'
            else:
                b = b'{"done":"shutting down","changes":[]}'
            c.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(b), b))
            c.close()
            if sys.argv[2] == "leaves" and r.startswith(b"POST /v1/node/shutdown"):
                sys.exit(0)
        """;

    private readonly TemporaryDirectory _directory = new();
    private readonly Process _process;

    /// <param name="leaves">Whether it exits after a shutdown.</param>
    /// <param name="asZombie">Whether its parent never collects it.</param>
    public PythonNode(bool leaves, bool asZombie = false)
    {
        string[] python = ["python3", "-c", Script, _directory.File("control.sock"), leaves ? "leaves" : "stays"];
        string[] command = asZombie
            ? ["sh", "-c", "\"$@\" & exec sleep 600", "sh", .. python]
            : python;
        _process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true })!;
        Pid = int.Parse(_process.StandardOutput.ReadLine()!, null);
    }

    public int Pid { get; }

    public CommandRun Shutdown(params string[] args) =>
        CommandRun.Of(["shutdown", "--sockdir", _directory.Path, .. args]);

    /// <summary>The letter of its state in /proc: Z for a zombie.</summary>
    public char State => File.ReadAllText($"/proc/{Pid}/stat").Split(") ")[1][0];

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        _directory.Dispose();
    }
}
