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
    /// <summary>Etcd changes no more than 128 keys at once.</summary>
    private const int MostAtOnce = 100;

    /// <summary>Null: it may be. Else why not.</summary>
    public static AdminProtocol.Refused? Problem(
        AdminProtocol.Request request, ClusterService service) => request switch
    {
        AdminProtocol.Scale when service.Workload is DynamicPlan => new AdminProtocol.Refused(
            Refusal.Conflict, $"{service.Name} is scaled by its load (workload_manager.type = dynamic).",
            "Change min_free_jobs_capacity or max_threads in its configuration, then: cplane reload or cplane apply"),
        _ => null,
    };

    /// <summary>Each service as it shall be, compared with what was wanted before; written also where nothing differs,
    /// so that what was given up is tried again. What is wanted of all is one key, however many there are.</summary>
    public static Intent Of(
        ClusterView view, ClusterKeys keys, IEnumerable<string> services, AdminProtocol.Request request) =>
        new Intent.Change(request is AdminProtocol.RestartAll all
            ? OfAll(view, keys, new OverallWish(view.NextGeneration(), all.Rolling, Unscaled: view.Unscaled))
            : OfEach(view, keys, [.. services.Select(name => (name, Next(view, name, request)))]));

    /// <summary>These services as they shall be; a few at most.</summary>
    public static Txn OfEach(
        ClusterView view, ClusterKeys keys, IReadOnlyCollection<(string Service, DesiredService Desired)> services) =>
        new([
            Unchanged(view, keys), // It is a part of what each is based on.
            .. services.Select(s => view.Unchanged(
                keys.Service(s.Service), view.Services.GetValueOrDefault(s.Service)?.Modified ?? 0)),
        ],
        [.. services.Select(s => new Operation.Put(keys.Service(s.Service), ClusterCodec.Encode(s.Desired)))],
        []);

    /// <summary>Holds as long as nothing else was wanted of all services since.</summary>
    public static Comparison Unchanged(ClusterView view, ClusterKeys keys) =>
        view.Unchanged(keys.Overall, view.Overall?.Modified ?? 0);

    /// <summary>Numbers of these services that were set by hand are forgotten; of very many, those of all.</summary>
    public static Intent WithoutScales(ClusterView view, ClusterKeys keys, IReadOnlyList<string> services)
    {
        var scaled = services.Where(name => view.Desired(name).Value.Scale is not null).ToList();
        return scaled.Count switch
        {
            0 => new Intent.None(new AdminProtocol.Done("nothing was scaled")),
            <= MostAtOnce => new Intent.Change(
                OfEach(view, keys, [.. scaled.Select(name => (name, view.Desired(name).Value with { Scale = null }))])),
            _ => new Intent.Change(
                OfAll(view, keys, (view.Overall?.Value ?? new OverallWish()) with { Unscaled = 0, Unscales = true })),
        };
    }

    private static Txn OfAll(ClusterView view, ClusterKeys keys, OverallWish wish) =>
        new([Unchanged(view, keys)], [new Operation.Put(keys.Overall, ClusterCodec.Encode(wish))], []);

    private static DesiredService Next(ClusterView view, string service, AdminProtocol.Request request)
    {
        var old = view.Desired(service).Value;
        return request switch
        {
            AdminProtocol.Enable => old with { Enabled = true },
            AdminProtocol.Disable => old with { Enabled = false },
            AdminProtocol.Restart restart =>
                old with { Generation = view.NextGeneration(service), Rolling = restart.Rolling },
            AdminProtocol.Scale scale => old with { Scale = scale.Count },
            _ => old,
        };
    }
}
