using ControlPlane.Actors;
using ControlPlane.Hocon;
using ControlPlane.Node.Controller.Configuration;
using ControlPlane.Node.Logging;
using ControlPlane.Node.Logging.Front;
using ControlPlane.Node.Logging.Lines;
using ControlPlane.Node.Logging.Outlets;
using ControlPlane.Node.Logging.Plans;
using ControlPlane.TestKit;

namespace ControlPlane.Node.Tests.Logging;

/// <summary>The whole log of a node in simulated time: files in memory, actors stepped.</summary>
internal sealed class LogWorld : IDisposable
{
    public LogWorld(int seed = 1)
    {
        // As the controller does: whatever fails begins anew.
        Kit = SteppedKit.Create(seed, settings: new ActorSystemSettings
        {
            GuardianStrategy = new OneForOneStrategy(_ => Directive.Restart),
        });
        Node = new NodeLogging(Kit.Time, StandardError);
        Asker = Kit.Probe();
    }

    public SteppedKit Kit { get; }

    public MemoryFiles Files { get; } = new();

    public StandardErrorText StandardError { get; } = new();

    public NodeLogging Node { get; }

    /// <summary>Asks, and gets the answers.</summary>
    public TestProbe Asker { get; }

    public IActorRef Logging { get; private set; } = ActorRefs.Nobody;

    public LoggingPlan? Running { get; private set; }

    /// <summary>The plan of a <c>controller</c> section, which has to be good.</summary>
    public static LoggingPlan Plan(string controller)
    {
        var plan = Plan(controller, out var errors);
        Assert.Empty(errors);
        return plan;
    }

    public static LoggingPlan Plan(string controller, out IReadOnlyList<string> errors)
    {
        var found = new SettingsErrors();
        var root = HoconParser.Parse(controller, new HoconOptions { Origin = "web.conf", Environment = _ => null });
        var plan = new LoggingReader(new ReferenceFiles(_ => null))
            .Read(new Config(root, "controlplane.controller", found));
        errors = [.. found.Items.Select(error => error.ToString())];
        return plan;
    }

    /// <summary>Opens the destinations of a section and starts the actors.</summary>
    public void Start(string controller)
    {
        Logging = Kit.ActorOf(LoggingSupervisor.Props(Node, Open(controller)), LoggingSupervisor.Name);
        Kit.RunUntilIdle();
    }

    /// <summary>Puts another section in force.</summary>
    public void Reload(string controller)
    {
        var next = Open(controller);
        Asker.Send(Logging, new LoggingProtocol.Replace(next));
        Asker.ExpectMsg<LoggingProtocol.Replaced>();
        Kit.RunUntilIdle();
    }

    public OpenedSinks Open(string controller)
    {
        var errors = new SettingsErrors();
        var plan = Plan(controller);
        var opened = OpenedSinks.Open(plan, Running, Node.Devices(Files), errors);
        Assert.Empty(errors.Items);
        Running = plan;
        return opened!;
    }

    /// <summary>Says something, and lets everybody do what follows at once.</summary>
    public void Say(string text, string component = "shop", Severity severity = Severity.Info)
    {
        Node.Write(component, LogLine.Main, severity, text);
        Kit.RunUntilIdle();
    }

    public void Dispose() => Node.Dispose();
}
