namespace ControlPlane.Actors;

/// <summary>
/// One child of a supervisor, as data: a list of them given to <see cref="IActorContext.StartAll"/> is started top to
/// bottom and stopped bottom to top, one after the other.
/// </summary>
/// <param name="Name">Unique in the list.</param>
/// <param name="Props">How to make it.</param>
/// <param name="StopWithin">
/// How long the supervisor waits for this child when it stops; above zero, at most 49 days, or
/// <see cref="Timeout.InfiniteTimeSpan"/>. After it the child is abandoned (told to stop, reported, not waited for).
/// </param>
public sealed record ChildSpec(string Name, Props Props, TimeSpan StopWithin)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(49);

    /// <summary>
    /// Told to the child, instead of stopping it at once, when its supervisor stops: the child does what it has to and
    /// then stops itself, within <see cref="StopWithin"/>. Null: it is stopped at once.
    /// </summary>
    public object? StopMessage { get; init; }

    /// <summary>Checks a list without starting anything.</summary>
    /// <returns>One sentence a fault; empty: the list can be started.</returns>
    public static IReadOnlyList<string> Problems(IReadOnlyList<ChildSpec> specs)
    {
        ArgumentNullException.ThrowIfNull(specs);
        var problems = new List<string>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < specs.Count; i++)
        {
            if (ActorName.Problem(specs[i].Name) is { } problem)
            {
                problems.Add($"child {i + 1}: {problem}");
            }
            else if (!names.Add(specs[i].Name))
            {
                problems.Add($"child {i + 1}: the name [{specs[i].Name}] is taken by a child above; give each its own");
            }

            if (specs[i].Props is null)
            {
                problems.Add($"child {i + 1} [{specs[i].Name}]: Props is missing");
            }

            var within = specs[i].StopWithin;
            if (within != Timeout.InfiniteTimeSpan && (within <= TimeSpan.Zero || within > Longest))
            {
                problems.Add($"child {i + 1} [{specs[i].Name}]: StopWithin is {within}; "
                             + $"allowed are durations above zero up to {Longest}, or Timeout.InfiniteTimeSpan");
            }
        }

        return problems;
    }

    /// <summary>As <see cref="Problems"/>, with an exception.</summary>
    /// <exception cref="ArgumentException">Names all faults.</exception>
    public static void Check(IReadOnlyList<ChildSpec> specs)
    {
        var problems = Problems(specs);
        if (problems.Count > 0)
        {
            throw new ArgumentException(
                "the children cannot be started: " + string.Join("; ", problems), nameof(specs));
        }
    }
}
