namespace ControlPlane.Node.Cluster.Scaling;

/// <summary>What is known of one dynamic service on one node that is not gone.</summary>
/// <param name="Name">Of the node.</param>
/// <param name="Keeps">Containers may stay there. Else (it drains, its labels fit no more) they count no more as
/// capacity.</param>
/// <param name="Takes">It may get more.</param>
/// <param name="Count">So many it shall have by the assignment in force, or by the new one where that is
/// decided.</param>
/// <param name="InForce">Its last quota; null: none.</param>
/// <param name="Report">
/// Its own word; null: it is silent, so nothing is known of what is free there. A node that is there and has none of it
/// yet has said so: all zero.
/// </param>
/// <param name="Acknowledged">It goes by the last assignment that was written.</param>
internal sealed record ScaledNode(
    string Name, bool Keeps, bool Takes, int Count, NodeQuota? InForce, NodeWorkload? Report, bool Acknowledged)
{
    /// <summary>
    /// Those that stay, and those that were ordered and are not there yet; also what it started by itself.
    /// </summary>
    public int Meant => Math.Max(Count, Report?.Staying ?? 0);

    /// <summary>All that it has or shall have, whatever their state.</summary>
    public int Existing => Math.Max(Count, Report?.Existing ?? 0);

    /// <summary>
    /// It may start up to so many before it hears another word, or has them already: those that stay, and marked ones that
    /// its count takes back.
    /// </summary>
    public int Allowed => Math.Max(
        Report is not { } report ? 0 : Math.Max(report.Staying, Math.Min(report.Wanted, Count)),
        InForce is not { } quota ? 0 : Acknowledged ? quota.Cap : quota.MostCap);

    /// <summary>It may have so many before it hears another word: also those that leave, beside their successors.</summary>
    public int May => Math.Max(Report?.Existing ?? 0, Allowed);

    /// <summary>Free capacity with so many containers staying. Of a silent node: none.</summary>
    public long Free(int staying, int recommended) => Report is not { } report
        ? 0
        : ((long)recommended * Math.Max(0, staying - report.Out)) - report.Shortfall - report.Used;
}
