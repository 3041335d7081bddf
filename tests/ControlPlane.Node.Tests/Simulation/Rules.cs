using ControlPlane.Contracts;
using ControlPlane.Contracts.Admin;
using ControlPlane.Node.Containers;
using ControlPlane.Node.Controller.Configuration;
using ControlPlane.Node.Services;
using ControlPlane.Node.Workload;
using ControlPlane.Platform.Workers;

namespace ControlPlane.Node.Tests.Simulation;

/// <summary>What must always hold, whatever happens. The first breach is kept, with the virtual time.</summary>
internal sealed class Rules(SimulatedMachine machine)
{
    private readonly Dictionary<string, int> _most = new(StringComparer.Ordinal);
    private readonly HashSet<string> _disabled = new(StringComparer.Ordinal);

    private int _changing;
    private bool _mixed;

    public string? Breach { get; private set; }

    public void Check(bool holds, string otherwise)
    {
        if (!holds)
        {
            Breach ??= $"after {machine.Now}: {otherwise}";
        }
    }

    private void Allow(string service, int count) => _most[service] = count;

    /// <summary>An order is on its way: the old and the new number are both right.</summary>
    public void AllowAlso(string service, int count) =>
        _most[service] = Math.Max(count, _most.GetValueOrDefault(service));

    public void BeforeOrder(AdminProtocol.Request request)
    {
        switch (request)
        {
            case AdminProtocol.Scale scale:
                AllowAlso(scale.Service, scale.Count);
                Begin();
                break;
            case AdminProtocol.Enable enable: Disabled(enable.Service, false); break;
            case AdminProtocol.Reload:
                _disabled.Clear();
                Begin();
                break;
        }
    }

    /// <summary>
    /// A number is certain when its order was waited for and no other is on its way; disabled, when the service says
    /// so.
    /// </summary>
    public void AfterReply(AdminProtocol.Request request, AdminProtocol.Reply reply, NodePlan plan)
    {
        _changing -= request is AdminProtocol.Scale or AdminProtocol.Reload ? 1 : 0;
        var waited = request is AdminProtocol.Command { Patience.Wait: true };
        var inForce = waited && _changing == 0 && !_mixed
            && reply is not AdminProtocol.Refused { Why: not (Refusal.NotInTime or Refusal.Conflict) };
        switch (request)
        {
            case AdminProtocol.Scale scale when inForce
                && reply is AdminProtocol.Done: Allow(scale.Service, scale.Count); break;
            case AdminProtocol.Reload when inForce: AllowPlan(plan); break;
            case AdminProtocol.Disable { Patience.Wait: true } disable when _changing == 0
                && reply is AdminProtocol.Done:
                Disabled(disable.Service, true);
                break;
        }

        _mixed &= _changing > 0;
        Check(
            reply is not AdminProtocol.Refused { Why: Refusal.Failed } failed
                || failed.Error.Contains("start failures", StringComparison.Ordinal),
            $"{request} failed: {reply}");
    }

    /// <summary>Of two orders at one time nobody knows which number is in force after them.</summary>
    private void Begin() => _mixed |= _changing++ > 0;

    /// <summary>The numbers of the file are in force.</summary>
    public void AllowPlan(NodePlan plan)
    {
        foreach (var service in plan.Services)
        {
            // Of a dynamic one those beyond a lower max_threads go when they are idle.
            var most = PlanSource.Most(service);
            Allow(
                service.Name,
                service.Workload is DynamicPlan ? Math.Max(most, _most.GetValueOrDefault(service.Name)) : most);
        }
    }

    /// <summary>The service said that it is disabled.</summary>
    private void Disabled(string service, bool disabled)
    {
        if (disabled)
        {
            _disabled.Add(service);
        }
        else
        {
            _disabled.Remove(service);
        }
    }

    public void BeforeStart(WorkerPlan plan)
    {
        var (service, id) = (plan.Container.Service, plan.Container);

        // Those that leave are on their way out; a slot that stays may replace its process beside them.
        var alive = machine.Alive.Where(w => w.Container.Service == service && !w.WasTold && !w.IsLeaving)
            .Select(w => w.Container).ToList();
        Check(!machine.Alive.Any(w => w.Container == id), $"{id} is started while a process of it lives");
        BeforeStart(id, alive);
    }

    /// <param name="id">Is about to start.</param>
    /// <param name="alive">Of its service, those that do not leave.</param>
    public void BeforeStart(ContainerId id, IReadOnlyCollection<ContainerId> alive)
    {
        var service = id.Service;
        Check(
            alive.Count < _most.GetValueOrDefault(service) + SlotPlanner.Surge,
            $"{id} is started beside {string.Join(' ', alive)}; at most {_most.GetValueOrDefault(service)} and "
                + $"{SlotPlanner.Surge} more are allowed");
        Check(!_disabled.Contains(service), $"{id} is started although its service said that it is disabled");
    }

    /// <summary>A slot waits although its last process had a good run: somebody forgot to forgive.</summary>
    public void AfterChange(ContainerId id, ContainerPhase phase, LifecyclePlan plan)
    {
        if (phase != ContainerPhase.Backoff
            || machine.Last.GetValueOrDefault(id) is not
                { EndedAt: { } end, ReadyAfter: { } said, WasTold: false } last)
        {
            return;
        }

        // Ready at the latest then, whatever makes this service ready.
        var ready = said > plan.MinUptime ? said : plan.MinUptime;
        var goodRun = ready + plan.MinUptime + TimeSpan.FromMilliseconds(1);
        Check(
            end - last.StartedAt < goodRun,
            $"{id} waits in backoff although its last process ran well for {end - last.StartedAt}");
    }
}
