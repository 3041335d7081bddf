using System.Collections.Concurrent;
using System.Collections.Immutable;
using ControlPlane.Contracts;
using ControlPlane.Platform.Accounts;
using ControlPlane.Platform.Machine;
using ControlPlane.Platform.NodeDirectory;
using ControlPlane.Platform.Sockets;
using ControlPlane.Platform.Workers;
using ControlPlane.TestKit;

namespace ControlPlane.Platform.Tests.Rig;

/// <summary>A real machine with a socket directory of its own; everything it started is gone after Dispose.</summary>
internal sealed class TestMachine : IAsyncDisposable
{
    private readonly TemporaryDirectory _place = new();
    private int _last;

    public TestMachine(Func<LinuxMachineOptions, LinuxMachineOptions>? change = null)
    {
        Directory = SocketDirectory.Open(_place.File("node"));
        var options = new LinuxMachineOptions
        {
            Directory = Directory,
            Report = Events.Enqueue,
            CloseTimeout = Eventually.DefaultDeadline,
        };
        Machine = new LinuxMachine(change?.Invoke(options) ?? options);
    }

    public ConcurrentQueue<MachineEvent> Events { get; } = new();

    public SocketDirectory Directory { get; }

    public LinuxMachine Machine { get; }

    public string File(string name) => _place.File(name);

    /// <summary>
    /// Two pieces of shell: one that says that something has happened, one that waits for it. Who leaves the group of a
    /// leader has to have left it before the leader ends.
    /// </summary>
    public (string Happened, string Wait) Flag(string name) =>
        ($": >{File(name)}", $"while [ ! -e {File(name)} ]; do sleep 0.02; done");

    public string Write(string name, string text) => _place.Write(name, text);

    public WorkerPlan Plan(params string[] command) => new(
        new ContainerId("web", Interlocked.Increment(ref _last)), command, "/",
        ImmutableDictionary<string, string>.Empty, null, []);

    public WorkerPlan Shell(string script) => Plan("/bin/sh", "-c", script);

    public TestWorker Start(WorkerPlan plan)
    {
        var recorder = new Recorder();
        return new TestWorker(Machine.Start(plan, recorder), recorder);
    }

    public LinuxListener Listen(string bind = "127.0.0.1:0") =>
        (LinuxListener)Machine.Listen(new ListenPlan(new InternetListenAddress(System.Net.IPEndPoint.Parse(bind))));

    /// <summary>A user who is not root; null where the tests run as one already.</summary>
    public Account? OtherUser()
    {
        var nobody = Machine.Accounts.FindUser("nobody");
        return Machine.Accounts.OwnUid == 0 && nobody is not null
            ? new Account(nobody.Name, nobody.Uid, nobody.PrimaryGid) : null;
    }

    public async ValueTask DisposeAsync()
    {
        await Machine.DisposeAsync();
        Directory.Dispose();
        _place.Dispose();
    }
}

internal sealed record TestWorker(IWorker Worker, Recorder Heard)
{
    public int Pid => Worker.Identity.Pid;

    /// <summary>Everything that it wrote to standard output, once it has ended.</summary>
    public async Task<IReadOnlyList<string>> Output()
    {
        await Heard.Exit;
        return [.. Heard.Out];
    }

    /// <summary>The first line that begins so.</summary>
    public async Task<string> Line(string prefix = "")
    {
        await Eventually.True(
            () => Heard.Out.Any(l => l.StartsWith(prefix, StringComparison.Ordinal)),
            describe: () => $"no line [{prefix}…]; out [{string.Join('|', Heard.Out)}], "
                + $"error [{string.Join('|', Heard.Error)}]");
        return Heard.Out.First(l => l.StartsWith(prefix, StringComparison.Ordinal));
    }
}
