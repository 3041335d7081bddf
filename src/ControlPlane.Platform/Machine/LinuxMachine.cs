using System.Net;
using System.Net.Sockets;
using ControlPlane.Platform.Accounts;
using ControlPlane.Platform.Files;
using ControlPlane.Platform.Sockets;
using ControlPlane.Platform.Sockets.Census;
using ControlPlane.Platform.Workers;

namespace ControlPlane.Platform.Machine;

/// <summary>
/// This Linux machine. Cheap until the first worker starts; from then on two threads wait for output and for ends.
/// The host must not reap all of its children (<c>wait(-1)</c>), and SIGCHLD must not be ignored.
/// </summary>
public sealed class LinuxMachine : IMachine
{
    private readonly LinuxMachineOptions _options;
    private readonly CensusTaker _census;
    private readonly Lock _gate = new();
    private WorkerFleet? _fleet;
    private bool _closed;

    public LinuxMachine(LinuxMachineOptions? options = null)
    {
        _options = options ?? new LinuxMachineOptions();
        _census = new CensusTaker(_options.Report);
    }

    public IAccounts Accounts { get; } = new LinuxAccounts();

    public IFiles Files { get; } = new LinuxFiles();

    public TimeSpan BootTime => MachineFacts.BootTime;

    public long TotalMemory => MachineFacts.TotalMemory;

    public IReadOnlyList<IPAddress> Resolve(string host)
    {
        if (IPAddress.TryParse(host, out var literal))
        {
            return [literal];
        }

        try
        {
            var addresses = Dns.GetHostAddresses(host).Distinct().ToList();
            return addresses.Count > 0 ? addresses : throw new SocketException((int)SocketError.HostNotFound);
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            throw new MachineException($"cannot resolve host {host}: {e.Message}; write an address, or look at the "
                + "resolver (getent hosts)", "ENOENT", e);
        }
    }

    public IListener Listen(ListenPlan plan) => LinuxListener.Open(plan);

    public bool IsPortFree(int port) => OwnSockets.IsPortFree(port);

    public void ClearSocketPath(string path) => OwnSockets.ClearPath(path);

    public IWorker Start(WorkerPlan plan, IWorkerObserver observer)
    {
        WorkerFleet fleet;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            fleet = _fleet ??= new WorkerFleet(_options);
        }

        return fleet.Start(plan, observer);
    }

    public MachineException? WhyNotStartable(WorkerPlan plan)
    {
        try
        {
            WorkerFleet.Check(plan);
            return null;
        }
        catch (MachineException e)
        {
            return e;
        }
    }

    public Task<SocketCensus> TakeCensus(
        IReadOnlyCollection<IListener> listeners, IReadOnlyCollection<IWorker> workers) =>
        Task.Run(() => _census.Take(listeners, workers));

    /// <summary>
    /// Kills the workers that still run, waits for them, and ends what they left behind (with Subreaper).
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        WorkerFleet? fleet;
        lock (_gate)
        {
            _closed = true;
            (fleet, _fleet) = (_fleet, null);
        }

        if (fleet is not null)
        {
            await Task.Run(fleet.Dispose).ConfigureAwait(false);
        }
    }
}
