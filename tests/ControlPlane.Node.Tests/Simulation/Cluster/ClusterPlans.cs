using System.Globalization;
using System.Net;
using ControlPlane.Node.Cluster.Placement;
using ControlPlane.Node.Containers;
using ControlPlane.Node.Controller.Configuration;
using ControlPlane.Node.Logging.Lines;
using ControlPlane.Node.Logging.Plans;
using ControlPlane.Node.Services;
using ControlPlane.Node.Sockets;
using ControlPlane.Node.Workload;
using ControlPlane.Platform.Sockets;

namespace ControlPlane.Node.Tests.Simulation.Cluster;

/// <summary>
/// The configuration that is the same file on every node, and those that operators apply: the text of each is only its
/// number here.
/// </summary>
internal sealed class ClusterPlans(Random random)
{
    /// <summary>A service of scope cluster that is scaled by its load.</summary>
    public const string Flex = "flex";

    private const int FlexPort = 8_001;

    private readonly List<IReadOnlyList<ServicePlan>> _written = [];

    /// <summary>What every node has in its file.</summary>
    public NodePlan OfFile { get; private set; } = Plan([.. First(random)]);

    /// <summary>Null: nobody knows.</summary>
    public static string? ServiceAt(IListener listener) =>
        listener.Plan.Address is InternetListenAddress { EndPoint.Port: FlexPort } ? Flex : null;

    /// <summary>A text that can be applied: what is there, with one or two changes.</summary>
    /// <param name="from">What is there.</param>
    public string Write(NodePlan from)
    {
        var services = from.Services.ToDictionary(s => s.Name, StringComparer.Ordinal);
        for (var changes = 1 + random.Next(2); changes > 0; changes--)
        {
            Change(services, services.Keys.Order(StringComparer.Ordinal).ElementAt(random.Next(services.Count)));
        }

        return Write([.. services.Values.OrderBy(s => s.Name, StringComparer.Ordinal)]);
    }

    public string Write(IReadOnlyList<ServicePlan> services)
    {
        _written.Add(services);
        return $"{_written.Count - 1}";
    }

    /// <summary>What a node reads.</summary>
    public NodePlanResult Load(PlanOverlay? overlay) => overlay is null
        ? new NodePlanResult(OfFile, [])
        : int.TryParse(overlay.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new NodePlanResult(Plan(_written[number]), [])
            : new NodePlanResult(null, [new Hocon.HoconError(null, "", "simulated: a bad text")]);

    private static NodePlan Plan(IReadOnlyList<ServicePlan> services) => new(
        "/simulated", new LoggingPlan(Severity.Debug, []), ValueList.From(services), "simulated.conf");

    private void Change(Dictionary<string, ServicePlan> services, string name)
    {
        var plan = services[name];
        switch (random.Next(7))
        {
            case 0 when name == Flex:
                services[name] = plan with
                {
                    Workload = random.Next(4) == 0 ? new ConstantPlan(1 + random.Next(5)) : Dynamic(random),
                };
                break;
            case 0: services[name] = plan.WithContainers(1 + random.Next(5)); break;
            case 1:
                services[name] = plan with
                {
                    Worker = (ProcessPlan)plan.Worker with { Command = ["worker", $"version-{random.Next(1_000)}"] },
                };
                break;
            case 2 when services.Count > 3: services.Remove(name); break;
            case 3: services["delta"] = Service("delta", 1 + random.Next(4), PlacementScope.Cluster); break;
            case 4: services[name] = plan with { Enabled = !plan.Enabled }; break;
            case 5:
                services[name] = plan with
                {
                    Placement = plan.Placement with { MaxPerNode = random.Next(3) == 0 ? null : 1 + random.Next(3) },
                };
                break;
            default:
                services[name] = plan with
                {
                    Placement = plan.Placement with
                    {
                        Require = random.Next(2) == 0 ? [] : [new RequiredLabel("disk", random.Next(2) == 0 ? "fast" : "slow")],
                        Spread = random.Next(2) == 0 ? null : "zone",
                    },
                };
                break;
        }
    }

    private static DynamicPlan Dynamic(Random random)
    {
        var (recommended, least) = (1 + random.Next(3), random.Next(5));
        return new DynamicPlan(
            recommended + random.Next(3), recommended, least, least + random.Next(5), 2 + random.Next(9),
            TimeSpan.FromSeconds(1 + random.Next(5)));
    }

    private static IEnumerable<ServicePlan> First(Random random) =>
    [
        Service("api", 3, PlacementScope.Cluster, maxPerNode: 2),
        Service("db", 1, PlacementScope.Cluster, require: [new RequiredLabel("disk", "fast")]),
        Service("edge", 1, PlacementScope.Node, require: [new RequiredLabel("zone", "a")]),
        Service("every", 2, PlacementScope.Node),
        Service(Flex, 1, PlacementScope.Cluster) with
        {
            Workload = Dynamic(random),
            Protocols =
            [
                new ProtocolPlan(
                    "http", [new ListenPlan(new InternetListenAddress(new IPEndPoint(IPAddress.Loopback, FlexPort)))]),
            ],
        },
        Service("web", 4, PlacementScope.Cluster, spread: "zone"),
    ];

    private static ServicePlan Service(
        string name, int threads, PlacementScope scope, ValueList<RequiredLabel>? require = null, string? spread = null,
        int? maxPerNode = null) => new(
        name,
        Enabled: true,
        new ProcessPlan(["worker", name], null, [], null, Readiness.Auto),
        [],
        new ConstantPlan(threads),
        new LifecyclePlan(
            StartupTimeout: TimeSpan.FromSeconds(10),
            ShutdownTimeout: TimeSpan.FromSeconds(5),
            MinUptime: TimeSpan.FromSeconds(1),
            StartFailureLimit: null,
            StartFailureThen: StartFailureThen.Wait))
    {
        Placement = new PlacementPlan(scope, require ?? [], spread, maxPerNode, Weight: 1, Memory: 0),
    };
}
