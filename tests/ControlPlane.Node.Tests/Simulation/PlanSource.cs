using System.Net;
using ControlPlane.Node.Containers;
using ControlPlane.Node.Containers.Draining;
using ControlPlane.Node.Containers.InProcess;
using ControlPlane.Node.Controller.Configuration;
using ControlPlane.Node.Logging.Plans;
using ControlPlane.Node.Services;
using ControlPlane.Node.Sockets;
using ControlPlane.Node.Workload;
using ControlPlane.Platform.Sockets;

namespace ControlPlane.Node.Tests.Simulation;

/// <summary>Configurations as an operator might write one after the other.</summary>
internal sealed class PlanSource(LoggingPlan logging, Random random, PulseProcessor pulse)
{
    private static readonly Readiness[] Kinds = [Readiness.Auto, Readiness.Notify, Readiness.Uptime];

    private static readonly DrainMethod?[] Drains =
        [null, null, DrainMethod.Freeze, DrainMethod.Report, DrainMethod.Signal];

    /// <summary>A service of code in the node that is scaled by its load.</summary>
    public const string Pulse = "pulse";

    private readonly Dictionary<string, ServicePlan> _services = new(StringComparer.Ordinal);

    public NodePlan First()
    {
        foreach (var name in (string[])["alpha", "beta", "gamma"])
        {
            _services[name] = Process(name, Kinds[random.Next(3)], 1 + random.Next(4));
        }

        _services["hello"] = Process(
            "hello", Readiness.Auto, 2) with { Worker = new InProcessPlan("hello", "", new HelloProcessor()) };
        _services[Pulse] = Process(Pulse, Readiness.Auto, 1) with
        {
            Worker = new InProcessPlan("pulse", "", pulse),
            Workload = Dynamic(),
        };
        _services["flex"] = Process("flex", Kinds[random.Next(3)], 1) with { Workload = Dynamic() };
        return Plan();
    }

    /// <summary>The same with one or two changes.</summary>
    public NodePlan Next()
    {
        for (var changes = 1 + random.Next(2); changes > 0; changes--)
        {
            Change(_services.Keys.Order(StringComparer.Ordinal).ElementAt(random.Next(_services.Count)));
        }

        return Plan();
    }

    private void Change(string name)
    {
        var plan = _services[name];
        switch (random.Next(7))
        {
            case 0: _services[name] = plan.WithContainers(1 + random.Next(5)); break;
            case 1 when plan.Worker is ProcessPlan process:
                _services[name] =
                    plan with { Worker = process with { Command = ["worker", $"version-{random.Next(1_000)}"] } };
                break;
            case 2:
                _services[name] = plan with
                {
                    Lifecycle = plan.Lifecycle with { ShutdownTimeout = TimeSpan.FromSeconds(1 + random.Next(10)) },
                };
                break;
            case 3 when _services.Count > 2: _services.Remove(name); break;
            case 4: _services["delta"] = Process("delta", Kinds[random.Next(3)], 1 + random.Next(3)); break;
            case 5:
                _services[name] = plan with
                {
                    Workload = random.Next(3) == 0 ? new ConstantPlan(1 + random.Next(4)) : Dynamic(),
                };
                break;
            default: _services[name] = plan with { Enabled = !plan.Enabled }; break;
        }
    }

    /// <summary>The most containers that a plan allows.</summary>
    public static int Most(ServicePlan plan) => plan.Workload switch
    {
        DynamicPlan dynamic => dynamic.MaxThreads,
        var constant => constant.FirstCount,
    };

    private NodePlan Plan() => new(
        "/simulated", logging, ValueList.From(_services.Values.OrderBy(s => s.Name, StringComparer.Ordinal)),
        "simulated.conf");

    private DynamicPlan Dynamic()
    {
        var (recommended, least) = (1 + random.Next(2), random.Next(4));
        return new DynamicPlan(
            recommended + random.Next(2), recommended, least, least + random.Next(4), 2 + random.Next(5),
            TimeSpan.FromSeconds(5));
    }

    private ServicePlan Process(string name, Readiness ready, int threads) => new(
        name,
        Enabled: true,
        new ProcessPlan(["worker", name], null, [], null, ready),
        [new ProtocolPlan(
            "http", [new ListenPlan(new InternetListenAddress(new IPEndPoint(IPAddress.Loopback, Port(name))))])],
        new ConstantPlan(threads),
        new LifecyclePlan(
            StartupTimeout: TimeSpan.FromSeconds(10),
            ShutdownTimeout: TimeSpan.FromSeconds(5),
            MinUptime: TimeSpan.FromSeconds(1),
            StartFailureLimit: random.Next(4) == 0 ? 6 : null,
            StartFailureThen: random.Next(2) == 0 ? StartFailureThen.Disable : StartFailureThen.Wait,
            Drain: Drains[random.Next(Drains.Length)]));

    public static int Port(string name) => 8_000 + name[0];
}
