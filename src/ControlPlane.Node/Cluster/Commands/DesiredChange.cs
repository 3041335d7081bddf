using ControlPlane.Contracts.Admin;
using ControlPlane.Etcd;
using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Cluster.Leading;
using ControlPlane.Node.Cluster.View;
using ControlPlane.Node.Workload;

namespace ControlPlane.Node.Cluster.Commands;

/// <summary>From what people ask of a service to what is written of it. Pure.</summary>
internal static class DesiredChange
{
    /// <summary>Null: it may be. Else why not.</summary>
    public static AdminProtocol.Refused? Problem(AdminProtocol.Request request, ClusterService service) => request switch
    {
        AdminProtocol.Scale when service.Workload is DynamicPlan => new AdminProtocol.Refused(
            Refusal.Conflict, $"{service.Name} is scaled by its load (workload_manager.type = dynamic).",
            "Change min_free_jobs_capacity or max_threads in its configuration, then: cplane reload or cplane apply"),
        _ => null,
    };

    /// <summary>Each service as it shall be, compared with what was wanted before; written also where nothing differs,
    /// so that what was given up is tried again.</summary>
    public static Intent Of(
        ClusterView view, ClusterKeys keys, IEnumerable<string> services, AdminProtocol.Request request)
    {
        var changes = services.Select(name => (Name: name, Old: view.Desired(name))).ToList();
        return new Intent.Change(new Txn(
            [.. changes.Select(c => view.Unchanged(keys.Service(c.Name), c.Old.Modified))],
            [
                .. changes.Select(c => new Operation.Put(
                    keys.Service(c.Name), ClusterCodec.Encode(Next(c.Old.Value, request)))),
            ],
            []));
    }

    /// <summary>Numbers that were set by hand are forgotten.</summary>
    public static Intent WithoutScales(ClusterView view, ClusterKeys keys)
    {
        var scaled = view.Services.Where(s => s.Value.Value.Scale is not null).ToList();
        return scaled.Count == 0 ? new Intent.None(new AdminProtocol.Done("nothing was scaled")) : new Intent.Change(new Txn(
            [.. scaled.Select(s => view.Unchanged(keys.Service(s.Key), s.Value.Modified))],
            [
                .. scaled.Select(s => new Operation.Put(
                    keys.Service(s.Key), ClusterCodec.Encode(s.Value.Value with { Scale = null }))),
            ],
            []));
    }

    private static DesiredService Next(DesiredService old, AdminProtocol.Request request) => request switch
    {
        AdminProtocol.Enable => old with { Enabled = true },
        AdminProtocol.Disable => old with { Enabled = false },
        AdminProtocol.Restart restart => Restarted(old, restart.Rolling),
        AdminProtocol.RestartAll restart => Restarted(old, restart.Rolling),
        AdminProtocol.Scale scale => old with { Scale = scale.Count },
        _ => old,
    };

    private static DesiredService Restarted(DesiredService old, bool rolling) =>
        old with { Generation = old.Generation + 1, Rolling = rolling };
}
