using System.Net;
using ControlPlane.Platform.Accounts;
using ControlPlane.Platform.Files;
using ControlPlane.Platform.Machine;
using ControlPlane.Platform.Sockets;
using ControlPlane.Platform.Sockets.Census;
using ControlPlane.Platform.Workers;

namespace ControlPlane.Node.Tests.Controller.Configuration;

/// <summary>
/// A machine that only answers the questions of a configuration reader. Everything exists but what is named.
/// </summary>
internal sealed class FakeMachine : IMachine, IAccounts, IFiles
{
    public IAccounts Accounts => this;

    public IFiles Files => this;

    public TimeSpan BootTime => throw new NotSupportedException("Reading a configuration takes no time.");

    public long TotalMemory => throw new NotSupportedException("A configuration is the same on every machine.");

    public uint OwnUid { get; init; }

    public Dictionary<string, UserEntry> Users { get; } = new()
    {
        ["root"] = new UserEntry("root", 0, 0),
        ["www"] = new UserEntry("www", 33, 33),
        ["33"] = new UserEntry("www", 33, 33),
        ["ann"] = new UserEntry("ann", 1000, 100),
    };

    public Dictionary<string, GroupEntry> Groups { get; } = new()
    {
        ["root"] = new GroupEntry("root", 0),
        ["www"] = new GroupEntry("www", 33),
        ["adm"] = new GroupEntry("adm", 4),
        ["users"] = new GroupEntry("users", 100),
    };

    public Dictionary<string, IPAddress[]> Hosts { get; } = new()
    {
        ["localhost"] = [IPAddress.IPv6Loopback, IPAddress.Loopback, IPAddress.Loopback],
    };

    public HashSet<string> MissingDirectories { get; } = [];

    /// <summary>Files that nobody may read.</summary>
    public HashSet<string> MissingFiles { get; } = [];

    /// <summary>Files that everybody may read.</summary>
    public HashSet<string> OpenFiles { get; } = [];

    /// <summary>Programs that nobody finds.</summary>
    public HashSet<string> MissingPrograms { get; } = ["/no/such/program"];

    /// <summary>Programs that only root may execute.</summary>
    public HashSet<string> ProgramsOfRoot { get; } = [];

    /// <summary>What was asked by <see cref="WhyNotStartable"/>.</summary>
    public List<WorkerPlan> Asked { get; } = [];

    public UserEntry? FindUser(string nameOrId) => Users.GetValueOrDefault(nameOrId);

    public GroupEntry? FindGroup(string nameOrId) => Groups.GetValueOrDefault(nameOrId);

    public IReadOnlyList<IPAddress> Resolve(string host) => Hosts.TryGetValue(host, out var addresses)
        ? addresses
        : throw new MachineException($"the name {host} does not resolve");

    public MachineException? WhyNotDirectory(string path, Account? account) =>
        MissingDirectories.Contains(path) ? new MachineException($"there is no directory {path}", "ENOENT") : null;

    public MachineException? WhyNotReadable(string path) =>
        MissingFiles.Contains(path) ? new MachineException($"cannot read {path}: it is not there", "ENOENT") : null;

    public MachineException? WhyNotSecret(string path) =>
        OpenFiles.Contains(path)
        ? new MachineException($"{path} can be read by others", "EPERM")
        : WhyNotReadable(path);

    public MachineException? WhyNotStartable(WorkerPlan plan)
    {
        Asked.Add(plan);
        var program = plan.Command[0];
        return MissingPrograms.Contains(program) ? new MachineException($"there is no program {program}", "ENOENT")
            : ProgramsOfRoot.Contains(program) && (plan.Account?.Uid ?? OwnUid) != 0
                ? new MachineException($"{program} may not be executed by {plan.Account?.User}", "EACCES")
            : null;
    }

    public bool IsPortFree(int port) => true;

    public void ClearSocketPath(string path)
    {
    }

    public IListener Listen(ListenPlan plan) =>
        throw new NotSupportedException("Reading a configuration binds nothing.");

    public IWorker Start(WorkerPlan plan, IWorkerObserver observer) =>
        throw new NotSupportedException("Reading a configuration starts nothing.");

    public Task<SocketCensus> TakeCensus(
        IReadOnlyCollection<IListener> listeners, IReadOnlyCollection<IWorker> workers) =>
        throw new NotSupportedException("Reading a configuration counts nothing.");

    public Stream OpenAppend(string path) => throw new NotSupportedException("Reading a configuration opens no log.");

    public IDatagramSender Datagrams(string path) =>
        throw new NotSupportedException("Reading a configuration sends nothing.");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
