using System.Net;
using System.Net.Sockets;
using ControlPlane.Platform.Sockets;
using ControlPlane.Platform.Sockets.Census;
using ControlPlane.Platform.Tests.Rig;
using ControlPlane.TestKit;

namespace ControlPlane.Platform.Tests.Sockets.Census;

/// <summary>The connections of workers that bind their sockets themselves.</summary>
public sealed class OwnSocketsCensusSpec
{
    // Binds what it is told, accepts so many, and keeps them until they are closed.
    private const string Script = """
        import select, socket, sys
        where, limit, held = sys.argv[1], int(sys.argv[2]), []
        if where.startswith('/'):
            listener = socket.socket(socket.AF_UNIX)
            listener.bind(where)
        elif where.startswith('both:'):
            listener = socket.socket(socket.AF_INET6)
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
            listener.bind(('::', int(where[5:])))
        else:
            listener = socket.socket()
            listener.bind(('127.0.0.1', int(where)))
        listener.listen(16)
        print('pid', flush=True)
        while True:
            readable, _, _ = select.select([listener] * (len(held) < limit) + held, [], [])
            for s in readable:
                if s is listener:
                    held.append(listener.accept()[0])
                elif not s.recv(100):
                    held.remove(s)
                    s.close()
        """;

    public static TheoryData<string> Kinds => Socket.OSSupportsIPv6 ? ["port", "both", "path"] : ["port", "path"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task They_are_counted_and_those_that_wait_too(string kind)
    {
        await using var machine = new TestMachine();
        ListenAddress own = kind == "path"
            ? new UnixListenAddress(machine.File("own.sock"))
            : new InternetListenAddress(new IPEndPoint(IPAddress.Loopback, FreePort.Next()));
        var argument = own switch
        {
            UnixListenAddress unix => unix.Path,
            InternetListenAddress internet => $"{(kind == "both" ? "both:" : "")}{internet.EndPoint.Port}",
            _ => throw new InvalidOperationException(),
        };
        var worker = machine.Start(
            machine.Plan("/usr/bin/python3", "-c", Script, argument, "2") with { OwnSockets = [own] });
        await worker.Line("pid");
        Assert.Equal(new WorkerSockets(0, false), await machine.Look(worker));

        var clients = Enumerable.Range(0, 5).Select(_ => Connect(own)).ToList();
        await Counts(5);

        clients.Take(4).ToList().ForEach(c => c.Dispose());
        await Counts(1);
        clients.ForEach(c => c.Dispose());
        await Counts(0);

        Task Counts(int expected) => Eventually.Succeeds(
            async () => Assert.Equal(expected, (await machine.Look(worker)).Connections));
    }

    [Fact]
    public async Task One_that_stands_still_keeps_what_waits_at_its_port()
    {
        await using var machine = new TestMachine();
        var own = new InternetListenAddress(new IPEndPoint(IPAddress.Loopback, FreePort.Next()));
        var worker = machine.Start(machine.Plan(
            "/usr/bin/python3", "-c", Script, $"{own.EndPoint.Port}", "2") with { OwnSockets = [own] });
        await worker.Line("pid");
        worker.Worker.Freeze();
        await Eventually.Succeeds(async () => Assert.Equal(new WorkerSockets(0, true), await machine.Look(worker)));

        using var client = Connect(own);
        Assert.Equal(new WorkerSockets(1, true), await machine.Look(worker));
    }

    private static Socket Connect(ListenAddress address)
    {
        EndPoint to = address switch
        {
            UnixListenAddress unix => new UnixDomainSocketEndPoint(unix.Path),
            InternetListenAddress internet => internet.EndPoint,
            _ => throw new InvalidOperationException(),
        };
        var socket = new Socket(
            to.AddressFamily, SocketType.Stream, to is IPEndPoint ? ProtocolType.Tcp : ProtocolType.Unspecified);
        socket.Connect(to);
        return socket;
    }
}
