using System.Globalization;
using System.Net.Sockets;
using System.Text;
using ControlPlane.EndToEnd.Fixture;
using ControlPlane.TestKit;

namespace ControlPlane.EndToEnd;

/// <summary>Programs that bind a socket themselves, sockets of several services, and ports that a file names.</summary>
public sealed class OwnSocketsSpec : IAsyncLifetime
{
    // Knows nothing of us but PORT or CPLANE_SOCKET; answers with its pid and its arguments.
    private const string Program = """
        import os, socket, sys
        if "CPLANE_SOCKET" in os.environ:
            s = socket.socket(socket.AF_UNIX)
            s.bind(os.environ["CPLANE_SOCKET"])
        else:
            s = socket.socket()
            s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            s.bind(("127.0.0.1", int(os.environ["PORT"])))
        s.listen(16)
        while True:
            c, _ = s.accept()
            c.sendall(f"{os.getpid()} {' '.join(sys.argv[1:])} {os.environ.get('AT', '')}".encode())
            c.close()
        """;

    private readonly Place _place = new();

    public Task InitializeAsync()
    {
        _place.Write("own.py", Program);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _place.DisposeAsync();

    [Fact]
    public async Task A_killed_one_is_found_at_the_same_port_again_and_no_two_have_one()
    {
        _place.Configure(Own("web", "port", "{port}", threads: 2) + Own("api", "port", "{port}"));
        await _place.Start();
        await _place.Ready("web", 2);
        await _place.Ready("api", 1);
        var before = await Addresses("web");
        Assert.Equal(3, before.Concat(await Addresses("api")).Select(a => a.Value).Distinct().Count());

        var pids = await _place.Pids("web");
        Assert.Equal(
            $"{pids["web-1"]} {Port(before["web-1"])} at-{Port(before["web-1"])}", await Answer(before["web-1"]));
        var restarts = await Restarts();
        ProcessMark.Of(pids["web-1"])!.Signal(ProcessMark.Kill);
        await Replaced(restarts);

        Assert.Equal(before, await Addresses("web"));
        Assert.StartsWith(
            (await _place.Pids("web"))["web-1"].ToString(CultureInfo.InvariantCulture), await Answer(before["web-1"]));
        Assert.Contains(before["web-2"], await _place.Done("containers"));
    }

    [Fact]
    public async Task A_killed_one_is_found_at_the_same_path_again_and_nothing_is_left_at_the_end()
    {
        _place.Configure(Own("web", "path", "{socket}"));
        await _place.Start();
        await _place.Ready("web", 1);
        var path = Path.Combine(_place.SocketDirectory, "slots/web-1.sock");
        Assert.Equal($"unix:{path}", (await Addresses("web"))["web-1"]);

        var restarts = await Restarts();
        ProcessMark.Of((await _place.Pids("web"))["web-1"])!.Signal(ProcessMark.Kill);
        await Replaced(restarts);

        Assert.StartsWith(
            (await _place.Pids("web"))["web-1"].ToString(CultureInfo.InvariantCulture), await Answer($"unix:{path}"));
        await _place.Done("shutdown");
        Assert.False(Directory.Exists(Path.GetDirectoryName(path)));
    }

    [Fact]
    public async Task Two_services_accept_from_one_socket_that_stays_when_one_of_them_goes()
    {
        var port = FreePort.Next();
        var front = $"socket.front.address = [ {{ type = internet, bind = \"127.0.0.1:{port}\" }} ]";
        _place.Write("node.conf", $"controlplane {{ {front}, service {{ {Sharing("a")} {Sharing("b")} }} }}");
        await _place.Start();
        await _place.Ready("a", 1);
        await _place.Ready("b", 1);
        foreach (var (stopped, serving) in new[] { ("a", "b"), ("b", "a") })
        {
            await _place.Done("disable", stopped);
            Assert.Contains(serving, await Answer($"127.0.0.1:{port}"));
            await _place.Done("enable", stopped);
        }

        await using var visitors = new Visitors(port);
        _place.Write("node.conf", $"controlplane {{ {front}, service {{ {Sharing("b")} }} }}");
        await _place.Done("reload");
        Assert.Contains("b", await Answer($"127.0.0.1:{port}"));
        Assert.Equal(0, visitors.Refused);
    }

    [Fact]
    public async Task A_client_finds_the_port_of_a_socket_file_and_the_file_goes_at_the_end()
    {
        _place.Configure("""
            hello { protocol.http.address = [ { type = socket_file, path = "hello.port" } ], processor.type = hello }

            """ + Sharing("a").Replace(
                "type = shared, socket = front", "type = socket_file, path = a.port", StringComparison.Ordinal));
        await _place.Start();
        await _place.Ready("a", 1);
        await _place.Ready("hello", 1);

        Assert.Contains("a", await Answer(Named("a.port")));
        Assert.StartsWith(
            "HTTP/1.", await Web.Ask(
                await Web.Connect(int.Parse(Named("hello.port").Split(':')[1], CultureInfo.InvariantCulture))));
        await _place.Done("shutdown");
        Assert.False(File.Exists(Path.Combine(_place.SocketDirectory, "a.port")));
    }

    private string Named(string file)
    {
        var lines = File.ReadAllLines(Path.Combine(_place.SocketDirectory, file));
        Assert.Equal("socket_file", lines[0]);
        return $"127.0.0.1:{lines[1]}";
    }

    private string Own(string name, string kind, string word, int threads = 1) => $$"""
        {{name}} {
          min_uptime = 300ms
          protocol.own.address = [ { type = container, kind = {{kind}} } ]
          processor {
            type = process, command = ["python3", "-u", "{{_place.PathOf("own.py")}}", "{{word}}"]
            environment.AT = "at-{{word}}"
          }
          workload_manager.threads = {{threads}}
        }

        """;

    private static string Sharing(string name) => $$"""
        {{name}} {
          min_uptime = 300ms
          protocol.http.address = [ { type = shared, socket = front } ]
          processor {
            type = process
            command = ["python3", "-uc", "import socket\ns = socket.socket(fileno=3)\nwhile True:\n c, _ = s.accept()\n c.sendall(b'HTTP/1.0 200 OK\\r\\n\\r\\n{{name}}')\n c.close()"]
          }
        }

        """;

    private async Task<int> Restarts() => (await _place.Containers("web")).Single(c => c.Id == "web-1").Restarts;

    /// <summary>Waits until it has been started once more.</summary>
    private Task Replaced(int restarts) => Eventually.Succeeds(async () =>
    {
        var slot = (await _place.Containers("web")).Single(c => c.Id == "web-1");
        Assert.True(slot.Restarts == restarts + 1 && slot.State == "ready", $"{slot}\n{_place.Node.Said}");
    });

    private async Task<Dictionary<string, string>> Addresses(string service) =>
        (await _place.Containers(service)).ToDictionary(c => c.Id, c => Assert.Single(c.Addresses));

    private static string Port(string address) => address.Split(':')[1];

    /// <summary>What is sent on a connection until its end; programs that are alive may not listen yet.</summary>
    private static Task<string> Answer(string address) => Eventually.Value(() => AnswerNow(address));

    private static async Task<string> AnswerNow(string address)
    {
        using var client = address.StartsWith("unix:", StringComparison.Ordinal)
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(address.StartsWith("unix:", StringComparison.Ordinal)
            ? new UnixDomainSocketEndPoint(address[5..])
            : System.Net.IPEndPoint.Parse(address));
        using var reader = new StreamReader(new NetworkStream(client), Encoding.UTF8);
        return await reader.ReadToEndAsync().WaitAsync(Eventually.DefaultDeadline, TimeProvider.System);
    }
}
