using System.Security.Cryptography;
using ControlPlane.Api.Server;
using ControlPlane.Hocon;
using ControlPlane.Node.Containers.InProcess;
using ControlPlane.Node.Controller;
using ControlPlane.Node.Controller.Configuration;
using ControlPlane.Node.Logging;
using ControlPlane.Node.Logging.Front;
using ControlPlane.Node.Logging.Outlets;
using ControlPlane.Node.Plugins;
using ControlPlane.Node.Sockets;
using ControlPlane.Platform.Machine;
using ControlPlane.Platform.NodeDirectory;
using ControlPlane.Platform.NodeDirectory.PersistentObjects;
using ControlPlane.Platform.Sockets;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Hosting;

/// <summary>
/// Everything that a node takes before it starts anything: the plan, the socket directory, the log files, the sockets.
/// If one is refused, the others are given back.
/// </summary>
internal sealed class NodeLaunch : IAsyncDisposable
{
    private readonly IPlanSource _source;
    private bool _started;
    private PoolGuard? _pool;

    private NodeLaunch(IPlanSource source, NodePlan plan, NodeLogging logging, SocketDirectory directory)
    {
        _source = source;
        Plan = plan;
        Logging = logging;
        Directory = directory;
        Log = logging.Factory.CreateLogger("controller");
        Machine = new LinuxMachine(new LinuxMachineOptions
        {
            Directory = directory,
            Subreaper = source.OwnsTheProcess,
            Report = e => Log.Notice(e.ToString()),
        });
    }

    public NodePlan Plan { get; }

    public NodeLogging Logging { get; }

    public SocketDirectory Directory { get; }

    public LinuxMachine Machine { get; }

    public ILogger Log { get; }

    private OpenedSinks? Sinks { get; set; }

    private SocketBinding? Binding { get; set; }

    /// <summary>The socket of the control API, bound, mode 0600.</summary>
    public LinuxListener? Control { get; private set; }

    /// <summary>What the faces ask that are there before the node is.</summary>
    public LatePlane Plane { get; } = new();

    /// <summary>The control API over TCP; null: it is not wanted.</summary>
    public TcpFace? Remote { get; private set; }

    /// <summary>Null: this node is on its own.</summary>
    public ClusterLaunch? Cluster { get; private set; }

    /// <summary>The socket of Netplex's own client, bound, mode 0600.</summary>
    public LinuxListener? NetplexAdmin { get; private set; }

    /// <exception cref="MachineException">Refused by the machine: directory, log file, socket.</exception>
    /// <exception cref="HoconException">The file is bad.</exception>
    public static async Task<NodeLaunch> PrepareAsync(IPlanSource source, NodeLogging logging)
    {
        var result = await source.LoadAsync(source.Name);
        if (!result.Ok)
        {
            throw new HoconException(result.Errors);
        }

        var directory = SocketDirectory.Open(result.Plan.SocketDirectory);
        var launch = new NodeLaunch(source, result.Plan, logging, directory);
        try
        {
            launch.Take();
            if (result.Plan.Control is { } control)
            {
                launch.Remote = await ControlLaunch.PrepareAsync(control, launch.Plane, logging.Factory);
            }

            if (result.Plan.Cluster is { } cluster)
            {
                launch.Cluster = await ClusterLaunch.PrepareAsync(
                    cluster, directory, launch.Machine, launch.Plane, logging.Factory, launch.Log);
            }

            return launch;
        }
        catch
        {
            await launch.DisposeAsync();
            throw;
        }
    }

    /// <param name="onPlan">Hears of each plan that a reload puts in force.</param>
    /// <summary>Starts the tree on what was taken; sockets and log files are the tree's from then on.</summary>
    public RunningNode Start(Action<NodePlan>? onPlan = null)
    {
        _started = true;
        _pool = new PoolGuard(threads => Log.PoolGrows(threads));
        foreach (var ended in Directory.Predecessors)
        {
            Log.Notice($"left by a node that died: {ended}");
        }

        Binding!.Commit();
        var name = Plan.Cluster?.Node.Name ?? Environment.MachineName;
        var context = new NodeContext(
            name, Machine, TimeProvider.System, new Random(RandomNumberGenerator.GetInt32(int.MaxValue)), Log,
            id => Logging.OutputOf(id.Service), Logging.LoggerOf, new NodeTally(), Decisions.Real)
        {
            PersistentObjects = new NotedObjects(new PersistentObjectFile(Directory.Path)),
            Cluster = Cluster?.Setup(),
        };
        Log.NodeRuns(name, Plan.File, Plan.SocketDirectory);
        if (Remote is not null)
        {
            Log.AnswersAt(ControlLaunch.Address(Plan.Control!, Remote), Plan.Control!.TokenFile);
        }

        return RunningNode.Start(
            new NodeStart(
                Plan, Binding.Next, LoggingSupervisor.Props(Logging, Sinks!), Sinks!.Devices, _source.LoadAsync,
                () => { })
            {
                OnPlan = onPlan ?? (_ => { }),
            },
            context);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_started)
        {
            Binding?.Rollback();
            Sinks?.Dispose();
        }

        _pool?.Dispose();
        if (Remote is not null)
        {
            await Remote.DisposeAsync();
        }

        if (Cluster is not null)
        {
            await Cluster.DisposeAsync();
        }

        Control?.Dispose();
        NetplexAdmin?.Dispose();
        await Machine.DisposeAsync();
        Directory.Dispose();
    }

    private void Take()
    {
        var errors = new SettingsErrors();
        Sinks = OpenedSinks.Open(Plan.Logging, null, Logging.Devices(Machine.Files), errors);
        if (Sinks is null)
        {
            throw new HoconException(errors.Items);
        }

        Binding = SocketBinding.Prepare(
            Machine, new Dictionary<string, BoundSockets>(StringComparer.Ordinal), [.. Plan.Services]);
        Control = ForOwner(Path.Combine(Directory.Path, "control.sock"));
        NetplexAdmin = ForOwner(Path.Combine(Directory.MakeControllerFolder(), "admin"));
    }

    private static LinuxListener ForOwner(string path) =>
        LinuxListener.Open(new ListenPlan(new UnixListenAddress(path, UnixFileMode.UserRead | UnixFileMode.UserWrite)));
}
