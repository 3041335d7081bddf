using System.Net.Sockets;
using ControlPlane.Platform.Sockets;
using ControlPlane.Platform.Sockets.Census;
using ControlPlane.Platform.Tests.Rig;
using ControlPlane.TestKit;

namespace ControlPlane.Platform.Tests.Sockets.Census;

public sealed class CensusTakerSpec
{
    public static TheoryData<string> Addresses =>
        Socket.OSSupportsIPv6 ? ["127.0.0.1:0", "[::1]:0", "unix"] : ["127.0.0.1:0", "unix"];

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Connections_are_counted_while_a_worker_holds_them(string address)
    {
        await using var machine = new TestMachine();
        using var listener = Listen(machine, address);
        using var other = Listen(machine, address == "unix" ? "unix2" : address);
        var worker = machine.Start(Acceptor.Plan(machine, listener));
        await worker.Line("pid");
        Assert.Equal(0, (await machine.Look(worker, listener)).Connections);

        var clients = Enumerable.Range(0, 5).Select(_ => Acceptor.Connect(listener)).ToList();
        using var stranger = Acceptor.Connect(other);
        await Counts(5);
        Assert.Equal(0, (await machine.Look(worker, other)).Connections);

        // Half closed is still a connection: the worker may be answering.
        clients.Take(3).ToList().ForEach(c => c.Dispose());
        await Counts(2);
        clients.ForEach(c => c.Dispose());
        await Counts(0);

        Task Counts(int expected) => Eventually.Succeeds(
            async () => Assert.Equal(expected, (await machine.Look(worker, listener, other)).Connections));
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task What_nobody_has_accepted_is_the_queue_and_no_job(string address)
    {
        await using var machine = new TestMachine();
        using var listener = Listen(machine, address);
        var worker = machine.Start(Acceptor.Plan(machine, listener, limit: 2));
        await worker.Line("pid");
        Assert.Equal(0, await machine.Queue(listener));

        var clients = Enumerable.Range(0, 6).Select(_ => Acceptor.Connect(listener)).ToList();

        await Eventually.Succeeds(async () =>
        {
            Assert.Equal(4, await machine.Queue(listener));
            Assert.Equal(2, (await machine.Look(worker, listener)).Connections);
        });
        clients.ForEach(c => c.Dispose());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_children_of_a_master_count_as_one_worker(bool cgroups)
    {
        await using var machine = new TestMachine(o => o with { Cgroups = cgroups });
        using var listener = machine.Listen();
        var worker = machine.Start(Acceptor.Plan(machine, listener, forks: 3));
        await worker.Line("pid");

        var clients = Enumerable.Range(0, 20).Select(_ => Acceptor.Connect(listener)).ToList();

        await Eventually.Succeeds(
            async () => Assert.Equal(20, (await machine.Look(worker, listener)).Connections));
        clients.ForEach(c => c.Dispose());
    }

    [Fact]
    public async Task Many_listeners_and_workers_are_told_apart_in_one_pass()
    {
        await using var machine = new TestMachine();
        var listeners = Enumerable.Range(0, 12).Select(_ => machine.Listen()).ToList();
        var workers = listeners.Select(l => machine.Start(Acceptor.Plan(machine, l))).ToList();
        var clients = listeners.SelectMany((l, i) => Enumerable.Range(0, i).Select(_ => Acceptor.Connect(l))).ToList();

        await Eventually.Succeeds(async () =>
        {
            var census = await machine.Machine.TakeCensus(listeners, [.. workers.Select(w => w.Worker)]);
            Assert.Equal(Enumerable.Range(0, 12), workers.Select(w => census.Workers[w.Worker].Connections ?? -1));
            Assert.All(census.Queued.Values, n => Assert.Equal(0, n));
        });
        clients.ForEach(c => c.Dispose());
        listeners.ForEach(l => l.Dispose());
    }

    [Fact]
    public async Task A_worker_that_is_gone_and_a_listener_that_is_closed_are_no_failure()
    {
        await using var machine = new TestMachine();
        using var listener = machine.Listen();
        var worker = machine.Start(Acceptor.Plan(machine, listener));
        worker.Worker.Kill();
        await worker.Heard.Exit;
        listener.Dispose();

        Assert.Equal(0, (await machine.Look(worker, listener)).Connections);
        Assert.Null(await machine.Queue(listener));
    }

    [Fact]
    public void What_the_kernel_says_is_read_with_care()
    {
        var random = new Random(7);
        var bytes = new byte[400];
        var (read, refused) = (0, 0);
        for (var round = 0; round < 100_000; round++)
        {
            random.NextBytes(bytes);
            bytes[1] = bytes[2] = bytes[3] = 0;
            bytes[4] = (byte)random.Next(1, 25);
            bytes[5] = 0;
            var seen = 0;
            try
            {
                SocketDiagnosis.Read(bytes.AsSpan(0, random.Next(bytes.Length)), See, ref seen);
            }
            catch (ControlPlane.Platform.Machine.MachineException)
            {
                refused++;
            }
        }

        Assert.True(read > 1_000 && refused > 100, $"{read} {refused}");

        void See(ReadOnlySpan<byte> message) =>
            read += KernelSocket.OfInternet(message) is not null | KernelSocket.OfUnix(message) is not null ? 1 : 0;
    }

    private static IListener Listen(TestMachine machine, string address) =>
        address.StartsWith("unix", StringComparison.Ordinal)
        ? machine.Machine.Listen(new ListenPlan(new UnixListenAddress(machine.File($"{address}.sock"))))
        : machine.Listen(address);
}
