using ControlPlane.Node.Containers.Draining;
using ControlPlane.Node.Services;

namespace ControlPlane.Node.Containers;

/// <summary>What the life cycle of a service's containers goes by.</summary>
/// <param name="Readiness">What makes a container ready; null: the start itself.</param>
/// <param name="MinUptime">Alive this long: ready by uptime; ready this long: a good run.</param>
/// <param name="StartupTimeout">Not ready by then: stopped and replaced. Null: never.</param>
/// <param name="ShutdownTimeout">Told to stop and not gone by then: killed.</param>
/// <param name="GiveUpAfter">So many start failures of a slot in a row: given up (fectl's <c>restarts</c>). Null:
/// never.</param>
/// <param name="Drain">How it leaves; null: by what it is and why it leaves.</param>
/// <param name="HasSockets">It is a process that holds listening sockets.</param>
/// <param name="CollectWhenIdle"><c>gc_when_idle</c>.</param>
internal sealed record LifecycleRules(
    Readiness? Readiness,
    TimeSpan MinUptime,
    TimeSpan? StartupTimeout,
    TimeSpan ShutdownTimeout,
    int? GiveUpAfter = null,
    DrainMethod? Drain = null,
    bool HasSockets = false,
    bool CollectWhenIdle = false)
{
    public static LifecycleRules Of(ServicePlan plan) => new(
        // Code in this process is ready when its hooks have returned, and says so.
        (plan.Worker as ProcessPlan)?.Ready ?? Containers.Readiness.Notify,
        plan.Lifecycle.MinUptime,
        plan.Lifecycle.StartupTimeout,
        plan.Lifecycle.ShutdownTimeout,
        plan.Lifecycle.StartFailureThen == StartFailureThen.Wait ? plan.Lifecycle.StartFailureLimit : null,
        plan.Lifecycle.Drain,
        plan.Worker is ProcessPlan && plan.Protocols.Count > 0,
        plan.Lifecycle.CollectWhenIdle);
}
