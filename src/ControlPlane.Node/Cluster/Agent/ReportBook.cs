using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Controller.Configuration;

namespace ControlPlane.Node.Cluster.Agent;

/// <summary>What this node tells the cluster of its services, put together from what they say. Pure.</summary>
internal sealed class ReportBook
{
    private readonly SortedDictionary<string, ServiceReport> _services = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _grown = new(StringComparer.Ordinal);

    /// <summary>Containers of all services, in whatever state.</summary>
    public int Containers => _services.Values.Sum(s => s.Containers);

    public ServiceReport? Of(string service) => _services.GetValueOrDefault(service);

    /// <summary>
    /// The report in which this node last said that it has started a container by itself; 0: it never did.
    /// </summary>
    public long Grown(string service) => _grown.GetValueOrDefault(service);

    /// <summary>
    /// These are the services of the configuration; of others there is a report as long as something is left.
    /// </summary>
    public void Arrange(IReadOnlyList<(string Service, string Digest)> services)
    {
        foreach (var (service, digest) in services)
        {
            Set(Known(service) with { Digest = digest });
        }

        var names = services.Select(s => s.Service).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in _services.Values.Where(s => !names.Contains(s.Service)).ToList())
        {
            Drop(gone with { Digest = "" });
        }
    }

    public void Hear(ClusterNews.OfService news)
    {
        var next = Known(news.Service) with
        {
            Containers = news.Containers,
            Ready = news.Ready,
            Leaving = news.Leaving,
            Generation = news.Generation,
            Revision = news.Revision,
            Wanted = news.Wanted,
        };
        if (next.Digest.Length == 0)
        {
            Drop(next);
            return;
        }

        Set(next);
    }

    /// <param name="news">The load of a dynamic service.</param>
    /// <param name="allowed">Containers that the leader wants here; more than that this node has started by
    /// itself.</param>
    public void Hear(ClusterNews.OfLoad news, int allowed)
    {
        var before = Known(news.Service);
        if (news.Figures is not { } figures)
        {
            Set(before with { Marked = 0, Out = 0, Shortfall = 0, Used = 0, Queued = news.Queued, Capacity = 0 });
            return;
        }

        Set(before with
        {
            Wanted = figures.Wanted,
            Marked = figures.Marked,
            Out = figures.Out,
            Shortfall = figures.Shortfall,
            Used = Math.Max(0, figures.Used - news.Queued),
            Queued = news.Queued,
            Capacity = Math.Max(0, figures.Capacity),
        });
        if (figures.Wanted > before.Wanted && figures.Wanted > allowed)
        {
            _grown[news.Service] = _services[news.Service].Seq;
        }
    }

    /// <summary>Those of a store that was restored from an older state: each service tells its own anew.</summary>
    public void ForgetRevisions()
    {
        foreach (var report in _services.Values.ToList())
        {
            Set(report with { Revision = 0 });
        }
    }

    /// <param name="config">The version that is in force; null: the node's own file.</param>
    /// <param name="problem">Why another one is not; null: none was refused since.</param>
    /// <param name="refused">That version.</param>
    public NodeReport Write(int? config, string? problem, int? refused = null) =>
        new(ValueList.From(_services.Values), Containers, config, problem, problem is null ? null : refused);

    private ServiceReport Known(string service) =>
        _services.GetValueOrDefault(service) ?? new ServiceReport(service, "");

    /// <summary>Of a service that is in no configuration any more.</summary>
    private void Drop(ServiceReport report)
    {
        if (report.Containers > 0)
        {
            Set(report);
        }
        else
        {
            _services.Remove(report.Service);
            _grown.Remove(report.Service);
        }
    }

    private void Set(ServiceReport report)
    {
        // That an assignment is followed is no change of the figures: the leader would answer it with the next
        // assignment.
        var before = Known(report.Service);
        var same = report == before with { Revision = report.Revision } && _services.ContainsKey(report.Service);
        _services[report.Service] = report with { Seq = same ? before.Seq : before.Seq + 1 };
    }
}
