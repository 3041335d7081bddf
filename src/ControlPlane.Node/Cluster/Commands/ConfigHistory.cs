using System.Globalization;
using ControlPlane.Contracts.Admin;
using ControlPlane.Contracts.Statuses;
using ControlPlane.Node.Cluster.View;

namespace ControlPlane.Node.Cluster.Commands;

/// <summary>What was in force before, and what a rollback goes back to. Pure.</summary>
internal static class ConfigHistory
{
    /// <summary>What a rollback puts in force, or why it cannot.</summary>
    /// <param name="view">What is known.</param>
    /// <param name="asked">0: the nodes' own files; null: what was in force before the present version.</param>
    public static (ConfigWish? Wish, AdminProtocol.Refused? Problem) Earlier(ClusterView view, int? asked)
    {
        var present = view.ConfigNumber;
        if (asked is null && present == 0)
        {
            return (null, Refused(view, "There is no version in force: each node has the services of its own file."));
        }

        return (asked ?? Before(view, present)) switch
        {
            null => (null, Refused(view, $"What was in force before version {present} is not known any more.")),
            0 => (ConfigWish.OwnFiles, null),
            { } number when view.Versions.GetValueOrDefault(number)?.Value is { } version =>
                (ConfigWish.Copy(version), null),
            { } number => (null, Refused(view, asked is null
                ? $"Version {number}, which was in force before version {present}, is not kept any more."
                : $"There is no version {number}.")),
        };
    }

    /// <summary>Everything that can be had, the newest first, and the nodes' own files in the end.</summary>
    public static IReadOnlyList<VersionStatus> List(ClusterView view) =>
    [
        .. view.Versions.Values.Select(known => known.Value).OrderByDescending(v => v.Number).Select(
            v => new VersionStatus(v.Number, view.ConfigNumber == v.Number, v.Origin, v.By, v.At, v.Of)),
        new VersionStatus(0, view.ConfigNumber == 0, ConfigWish.OwnFiles.Origin, "", null, null),
    ];

    /// <summary>
    /// What was in force before a version that is new, or before the first one of which it is a copy.
    /// </summary>
    /// <param name="view">What is known when it is written.</param>
    /// <param name="wish">What is written.</param>
    public static int? BeforeNext(ClusterView view, ConfigWish wish) =>
        wish.Copied is { } copied ? Before(view, copied.Number) : view.ConfigNumber;

    /// <summary>
    /// Null: nobody has noted it down, and there is no earlier one. The first one of all came after the nodes' own
    /// files.
    /// </summary>
    private static int? Before(ClusterView view, int number)
    {
        var noted = view.Versions.GetValueOrDefault(number)?.Value.Before;
        var earlier = view.Versions.Keys.Where(n => n < number).ToList();
        return noted ?? (earlier.Count > 0 ? earlier.Max() : number == 1 ? 0 : null);
    }

    private static AdminProtocol.Refused Refused(ClusterView view, string error)
    {
        var known = view.Versions.Keys.Select(n => n.ToString(CultureInfo.InvariantCulture))
            .Prepend("0 (the nodes' own files)");
        return new AdminProtocol.Refused(Refusal.Conflict, error, $"What can be had: {string.Join(", ", known)}.");
    }
}
