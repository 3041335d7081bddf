using ControlPlane.Node.Containers;
using ControlPlane.Node.Containers.Draining;
using ControlPlane.Node.Services;
using ControlPlane.Node.Workload;

namespace ControlPlane.Node.Controller.Configuration;

/// <summary>What changes from one plan of a service to another.</summary>
internal static class ServiceDifference
{
    public static IReadOnlyList<PlanChange.OfService> Between(ServicePlan old, ServicePlan next) =>
    [
        .. SocketDifference.Between(old, next),
        .. Worker(old, next),
        .. Lifecycle(old, next),
        .. Containers(old, next),
        .. Placement(old, next),
        .. Enabled(old, next),
    ];

    private static IEnumerable<PlanChange.OfService> Worker(ServicePlan old, ServicePlan next)
    {
        var aspects = Aspects(old, next).ToList();
        if (aspects.Count > 0)
        {
            yield return new PlanChange.WorkerChanged(next.Name, ValueList.From(aspects));
        }
    }

    private static IEnumerable<string> Aspects(ServicePlan old, ServicePlan next) => (old.Worker, next.Worker) switch
    {
        (ProcessPlan a, ProcessPlan b) => [.. OfProcess(a, b), .. OfInheritedSockets(old, next)],
        (InProcessPlan a, InProcessPlan b) when a.Type == b.Type => a == b ? [] : ["processor"],
        _ => ["type"],
    };

    // `ready` is not here: it says how a start is judged, and asks nothing of a worker that runs.
    private static IEnumerable<string> OfProcess(ProcessPlan old, ProcessPlan next)
    {
        if (old.Command != next.Command)
        {
            yield return "command";
        }

        if (old.Directory != next.Directory)
        {
            yield return "directory";
        }

        if (old.Environment != next.Environment)
        {
            // Names only: values may be secrets, and these lines go to logs.
            var names = old.Environment.Except(next.Environment).Union(next.Environment.Except(old.Environment))
                .Select(variable => variable.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
            yield return $"environment {string.Join(' ', names)}";
        }

        if (old.Account != next.Account)
        {
            yield return "user";
        }
    }

    // A worker holds exactly the sockets it was started with, in order and with their names.
    private static IEnumerable<string> OfInheritedSockets(ServicePlan old, ServicePlan next) =>
        Inherited(old).SequenceEqual(Inherited(next)) && old.SlotAddresses.SequenceEqual(next.SlotAddresses)
            ? []
            : ["sockets"];

    private static IEnumerable<(string Protocol, string Address)> Inherited(ServicePlan plan) =>
        from protocol in plan.Protocols
        from socket in protocol.Sockets
        select (protocol.Name, $"{socket.Address} {(socket.HasChosenPort ? socket.SharedAs : null)}");

    private static IEnumerable<PlanChange.OfService> Lifecycle(ServicePlan old, ServicePlan next)
    {
        var (a, b) = (old.Lifecycle, next.Lifecycle);
        KeyChange?[] keys =
        [
            KeyChange.Of("startup_timeout", PlanText.Of(a.StartupTimeout), PlanText.Of(b.StartupTimeout)),
            KeyChange.Of("shutdown_timeout", PlanText.Of(a.ShutdownTimeout), PlanText.Of(b.ShutdownTimeout)),
            KeyChange.Of("min_uptime", PlanText.Of(a.MinUptime), PlanText.Of(b.MinUptime)),
            KeyChange.Of("start_failures.limit", PlanText.Of(a.StartFailureLimit), PlanText.Of(b.StartFailureLimit)),
            KeyChange.Of(
                "start_failures.then", PlanText.NameOf(a.StartFailureThen), PlanText.NameOf(b.StartFailureThen)),
            KeyChange.Of("drain", NameOf(a.Drain), NameOf(b.Drain)),
            KeyChange.Of("conn_limit", PlanText.Of(a.ConnectionLimit), PlanText.Of(b.ConnectionLimit)),
            KeyChange.Of("gc_when_idle", PlanText.Of(a.CollectWhenIdle), PlanText.Of(b.CollectWhenIdle)),
            (old.Worker, next.Worker) is (ProcessPlan x, ProcessPlan y)
                ? KeyChange.Of("processor.ready", PlanText.NameOf(x.Ready), PlanText.NameOf(y.Ready))
                : null,
        ];
        var changed = keys.OfType<KeyChange>().ToList();
        if (changed.Count > 0)
        {
            yield return new PlanChange.LifecycleChanged(next.Name, ValueList.From(changed));
        }
    }

    private static IEnumerable<PlanChange.OfService> Containers(ServicePlan old, ServicePlan next)
    {
        if ((old.Workload, next.Workload) is (ConstantPlan a, ConstantPlan b) && a.Threads != b.Threads)
        {
            yield return new PlanChange.ContainersChanged(next.Name, a.Threads, b.Threads);
        }

        var keys = WorkloadDifference.Between(old.Workload, next.Workload);
        if (keys.Count > 0)
        {
            yield return new PlanChange.WorkloadChanged(next.Name, ValueList.From(keys));
        }
    }

    private static IEnumerable<PlanChange.OfService> Placement(ServicePlan old, ServicePlan next)
    {
        var keys = PlacementDifference.Between(old.Placement, next.Placement);
        if (keys.Count > 0)
        {
            yield return new PlanChange.PlacementChanged(next.Name, ValueList.From(keys));
        }
    }

    private static string NameOf(DrainMethod? drain) => drain is { } method ? PlanText.NameOf(method) : "by situation";

    private static IEnumerable<PlanChange.OfService> Enabled(ServicePlan old, ServicePlan next)
    {
        if (old.Enabled != next.Enabled)
        {
            yield return new PlanChange.EnabledChanged(next.Name, next.Enabled);
        }
    }
}
