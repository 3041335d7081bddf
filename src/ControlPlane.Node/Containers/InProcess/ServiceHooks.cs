using ControlPlane.Contracts.Processors;
using ControlPlane.Node.Controller;
using ControlPlane.Node.Services;

namespace ControlPlane.Node.Containers.InProcess;

/// <summary>The hooks of a processor that concern a service as a whole.</summary>
internal sealed class ServiceHooks
{
    private readonly ServiceControl _service;
    private readonly HookCalls _calls;
    private readonly LifecyclePlan _limits;

    private ServiceHooks(ServicePlan plan, IProcessor processor, NodeContext node)
    {
        _service = new ServiceControl(plan.Name, node);
        _calls = new HookCalls(processor, _service.Log, node);
        _limits = plan.Lifecycle;
    }

    /// <summary>Null: its containers are OS processes.</summary>
    public static ServiceHooks? Of(ServicePlan plan, NodeContext node) =>
        plan.Worker is InProcessPlan inside ? new ServiceHooks(plan, inside.Processor, node) : null;

    /// <summary>Whether its containers want to hear of the end of the node beforehand.</summary>
    public bool HearsOfSystemShutdown => _calls.Has(nameof(IProcessor.SystemShutdownAsync));

    public Task AddedAsync() => _calls.CallAsync(
        nameof(IProcessor.PostAddAsync), _service.Service, _limits.StartupTimeout ?? TimeSpan.FromMinutes(1),
        p => p.PostAddAsync(_service, CancellationToken.None), CancellationToken.None);

    public Task RemovedAsync() => _calls.CallAsync(
        nameof(IProcessor.PostRemoveAsync), _service.Service,
        TimeSpan.FromSeconds(Math.Max(1, _limits.ShutdownTimeout.TotalSeconds)),
        p => p.PostRemoveAsync(_service, CancellationToken.None), CancellationToken.None);
}
