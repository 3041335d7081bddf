namespace ControlPlane.Node.Tests.Simulation;

/// <summary>How one simulated process behaves, drawn when it is started.</summary>
/// <param name="ReadyAfter">Says READY=1 then; null: never.</param>
/// <param name="DiesAfter">Dies by itself then, while the world is faulty; null: never.</param>
/// <param name="LeavesAfterTerm">Ends so long after TERM; null: ignores it.</param>
/// <param name="ChildrenFor">Parts of its group live so long after it was told to stop and has ended.</param>
internal sealed record Temperament(
    TimeSpan? ReadyAfter, TimeSpan? DiesAfter, TimeSpan? LeavesAfterTerm, TimeSpan ChildrenFor)
{
    public static Temperament Good(Random random) => new(
        Milliseconds(random, 1_500), null, Milliseconds(random, 500), TimeSpan.Zero);

    public static Temperament Faulty(Random random) => new(
        random.Next(10) == 0 ? null : Milliseconds(random, random.Next(5) == 0 ? 20_000 : 2_000),
        random.Next(3) switch
        {
            0 => Milliseconds(random, 300),
            1 => Milliseconds(random, 10_000),
            _ => null,
        },
        random.Next(6) == 0 ? null : Milliseconds(random, 8_000),
        random.Next(5) == 0 ? Milliseconds(random, 6_000) : TimeSpan.Zero);

    private static TimeSpan Milliseconds(Random random, int below) => TimeSpan.FromMilliseconds(random.Next(below));
}
