using ControlPlane.Node.Cluster.Keys;

namespace ControlPlane.Node.Cluster.Leading;

/// <summary>What is new to people in a decision about a service, in words. Pure.</summary>
internal static class DecisionText
{
    private const string Nothing = "no node";

    /// <summary>
    /// Where it is to be in the end: <c>n1: 2, n2: 1; 1 finds no place</c>. Null: where it was to be.
    /// </summary>
    public static string? NewGoal(Assignment? before, Assignment? after) => IfNew(Goal, before, after);

    /// <summary>Where it is to be now, on the way there: <c>n1: 2, n2: 2</c>. Null: where it was already.</summary>
    public static string? NewStep(Assignment? before, Assignment? after) =>
        IfNew(assignment => Counts(assignment, share => share.Count), before, after);

    private static string? IfNew(Func<Assignment?, string> text, Assignment? before, Assignment? after) =>
        text(after) is var now && now != text(before) ? now : null;

    private static string Goal(Assignment? assignment)
    {
        var counts = Counts(assignment, share => share.Goal);
        return assignment switch
        {
            { Missing: 1 } => $"{counts}; 1 finds no place",
            { Missing: > 1 } => $"{counts}; {assignment.Missing} find no place",
            _ => counts,
        };
    }

    private static string Counts(Assignment? assignment, Func<NodeShare, int> count)
    {
        var shares = assignment?.Nodes.Where(share => count(share) > 0).Select(s => $"{s.Node}: {count(s)}") ?? [];
        return string.Join(", ", shares) is { Length: > 0 } text ? text : Nothing;
    }
}
