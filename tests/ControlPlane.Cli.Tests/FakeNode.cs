using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;

namespace ControlPlane.Cli.Tests;

/// <summary>A socket directory with something in it that answers as the test says.</summary>
internal sealed class FakeNode : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("cplane-cli-");
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly Thread[] _threads;

    /// <param name="threads">How many connections are answered at once.</param>
    public FakeNode(int threads = 1)
    {
        _listener.Bind(new UnixDomainSocketEndPoint(Path.Combine(SocketDirectory, "control.sock")));
        _listener.Listen(16);
        _threads = Enumerable.Range(0, threads).Select(_ => new Thread(Serve) { IsBackground = true }).ToArray();
        Array.ForEach(_threads, thread => thread.Start());
    }

    public string SocketDirectory => _directory.FullName;

    /// <summary>Head and body of each request.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Method and target of each request, then a blank and its body, if it has one.</summary>
    public IReadOnlyList<string> Asked => Requests.Select(request =>
    {
        var words = request.Split(' ', 3);
        var body = request[(request.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        return $"{words[0]} {words[1]} {body}".TrimEnd();
    }).ToArray();

    /// <summary>The bytes of the answer; null keeps silent until the client leaves.</summary>
    public Func<string, byte[]?> Reply { get; set; } = _ => Http(200, "[]");

    /// <summary>Whether it waits for the client to leave after its answer.</summary>
    public bool KeepsOpen { get; init; }

    public static byte[] Http(int status, string body, string headers = "") => Encoding.UTF8.GetBytes(
        $"HTTP/1.1 {status} Whatever\r\nContent-Type: application/json\r\n{headers}"
        + $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

    public CommandRun Run(params string[] args) => CommandRun.Of([.. args, "--sockdir", SocketDirectory]);

    public void Dispose()
    {
        _listener.Dispose();
        Assert.All(_threads, thread => Assert.True(thread.Join(TimeSpan.FromSeconds(30))));
        _directory.Delete(recursive: true);
    }

    private void Serve()
    {
        while (true)
        {
            try
            {
                using var client = _listener.Accept();
                Answer(client);
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.OperationAborted or SocketError.Interrupted
                or SocketError.InvalidArgument)
            {
                return;
            }
            catch (ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // The client left in the middle: the next one.
            }
        }
    }

    private void Answer(Socket client)
    {
        client.ReceiveTimeout = 30_000;
        var request = Read(client);
        Requests.Enqueue(request);
        var bytes = Reply(request);
        if (bytes is not null)
        {
            client.Send(bytes);
        }

        if (bytes is null || KeepsOpen)
        {
            _ = client.Receive(new byte[1]);
        }
    }

    private static string Read(Socket client)
    {
        var bytes = new List<byte>();
        var buffer = new byte[4096];
        while (true)
        {
            var text = Encoding.Latin1.GetString([.. bytes]);   // a character a byte
            var head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (head >= 0 && text.Length - head - 4 >= Length(text))
            {
                return Encoding.UTF8.GetString([.. bytes]);
            }

            var count = client.Receive(buffer);
            if (count == 0)
            {
                return Encoding.UTF8.GetString([.. bytes]);
            }

            bytes.AddRange(buffer.AsSpan(0, count));
        }
    }

    private static int Length(string head)
    {
        const string Name = "Content-Length: ";
        var start = head.IndexOf(Name, StringComparison.Ordinal) + Name.Length;
        return int.Parse(head[start..head.IndexOf("\r\n", start, StringComparison.Ordinal)], null);
    }
}
