namespace ControlPlane.Node.Controller.Configuration;

/// <summary>
/// What changes from one plan to another, in a stable order in which it can be applied: logging; whatever gives up
/// addresses; then, service by service in the order of the new file, whatever takes them; new services last.
/// A scaled service counts with the number it runs, so a reload takes it back to the file's.
/// </summary>
/// <param name="Changes">Empty for plans that mean the same, also if services stand in another order.</param>
internal sealed record PlanDifference(ValueList<PlanChange> Changes)
{
    public bool IsEmpty => Changes.Count == 0;

    /// <summary>Changes that a running node cannot make; if there is one, nothing may be applied.</summary>
    public IEnumerable<PlanChange> Refused => Changes.Where(change => change.NeedsNewNode);

    /// <summary>One line for people for each change.</summary>
    public IReadOnlyList<string> Lines => [.. Changes.Select(change => change.Text)];

    /// <summary>Services that are told another number of containers, or another way to find one.</summary>
    public IReadOnlyList<string> Numbers =>
    [
        .. Changes.Where(change => change is PlanChange.ContainersChanged or PlanChange.WorkloadChanged)
            .Cast<PlanChange.OfService>().Select(change => change.Service).Distinct(),
    ];

    /// <summary>The changes of one service, in order.</summary>
    public IEnumerable<PlanChange.OfService> Of(string service) =>
        Changes.OfType<PlanChange.OfService>().Where(change => change.Service == service);

    public static PlanDifference Between(NodePlan old, NodePlan next)
    {
        var added = next.Services.Where(service => old.Find(service.Name) is null);
        var removed = old.Services.Where(service => next.Find(service.Name) is null);
        var pairs = next.Services
            .Select(service => (Old: old.Find(service.Name), New: service))
            .Where(pair => pair.Old is not null)
            .Select(pair => ServiceDifference.Between(pair.Old!, pair.New))
            .ToList();
        return new PlanDifference(ValueList.From<PlanChange>(
        [
            .. OfNode(old, next),
            .. removed.Select(service => new PlanChange.ServiceRemoved(service)),
            .. pairs.SelectMany(pair => pair.OfType<PlanChange.SocketRemoved>()),
            .. pairs.SelectMany(pair => pair.Where(change => change is not PlanChange.SocketRemoved)),
            .. added.Select(service => new PlanChange.ServiceAdded(service)),
        ]));
    }

    private static IEnumerable<PlanChange> OfNode(NodePlan old, NodePlan next)
    {
        if (old.SocketDirectory != next.SocketDirectory)
        {
            yield return new PlanChange.SocketDirectoryChanged(old.SocketDirectory, next.SocketDirectory);
        }

        if (old.Control != next.Control)
        {
            yield return Ground("controller.control", old.Control, next.Control, ControlDifference.Between);
        }

        if (old.Cluster != next.Cluster)
        {
            yield return Ground("cluster", old.Cluster, next.Cluster, ClusterDifference.Between);
        }

        if (old.Logging != next.Logging)
        {
            yield return new PlanChange.LoggingChanged(old.Logging, next.Logging);
        }
    }

    private static PlanChange.GroundChanged Ground<T>(
        string section, T? old, T? next, Func<T, T, IEnumerable<KeyChange>> between)
        where T : class =>
        new(section, old is null || next is null ? [] : ValueList.From(between(old, next)), old is null);
}
