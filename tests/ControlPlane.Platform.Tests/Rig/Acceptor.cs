using System.Net;
using System.Net.Sockets;
using ControlPlane.Platform.Sockets;
using ControlPlane.Platform.Sockets.Census;
using ControlPlane.Platform.Workers;

namespace ControlPlane.Platform.Tests.Rig;

/// <summary>
/// A worker that accepts from the listener at descriptor 3 and keeps every connection that is not closed.
/// </summary>
internal static class Acceptor
{
    private const string Script = """
        import os, select, socket, sys
        forks, limit = int(sys.argv[1]), int(sys.argv[2])
        for i in range(forks):
            if os.fork() == 0:
                break
        else:
            if forks:
                os.write(1, b'master %d\n' % os.getpid())
                while True: select.select([], [], [])
        listener, held = socket.socket(fileno=3), []
        listener.setblocking(False)
        os.write(1, b'pid %d\n' % os.getpid())
        while True:
            readable, _, _ = select.select([listener] * (len(held) < limit) + held, [], [])
            for s in readable:
                if s is listener:
                    try: held.append(listener.accept()[0])
                    except OSError: pass
                elif not s.recv(100):
                    held.remove(s)
                    s.close()
        """;

    /// <param name="machine">Where.</param>
    /// <param name="listener">What it inherits.</param>
    /// <param name="limit">It accepts no more than so many at one time.</param>
    /// <param name="forks">0: it accepts itself; else it is a master of so many that do.</param>
    public static WorkerPlan Plan(TestMachine machine, IListener listener, int limit = 1_000, int forks = 0) =>
        machine.Plan(
            "/usr/bin/python3", "-c", Script, $"{forks}", $"{limit}") with
            {
                Sockets = [new InheritedSocket("http", listener)],
            };

    public static async Task<WorkerSockets> Look(
        this TestMachine machine, TestWorker worker, params IListener[] listeners) =>
        (await machine.Machine.TakeCensus(listeners, [worker.Worker])).Workers[worker.Worker];

    public static async Task<int?> Queue(this TestMachine machine, IListener listener) =>
        (await machine.Machine.TakeCensus([listener], [])).Queued[listener];

    public static Socket Connect(IListener listener)
    {
        EndPoint to = listener.Plan.Address is UnixListenAddress unix
            ? new UnixDomainSocketEndPoint(unix.Path)
            : IPEndPoint.Parse(listener.Address);
        var socket = new Socket(
            to.AddressFamily, SocketType.Stream, to is IPEndPoint ? ProtocolType.Tcp : ProtocolType.Unspecified);
        socket.Connect(to);
        return socket;
    }
}
