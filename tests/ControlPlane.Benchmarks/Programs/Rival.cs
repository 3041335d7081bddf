namespace ControlPlane.Benchmarks.Programs;

/// <summary>One of two programs that are asked for the same in turns, and what was measured of it.</summary>
/// <param name="program">Runs.</param>
/// <param name="visitAsync">Asks it so many times; answers how many a second.</param>
internal sealed class Rival(OwnedProcess program, Func<int, Task<double>> visitAsync)
{
    private readonly List<double> _visits = [];
    private TimeSpan _spent;
    private int _asked;

    /// <summary>Of each round: its two visits together.</summary>
    public IReadOnlyList<double> Rates => [.. _visits.Chunk(2).Select(v => 2 / ((1 / v[0]) + (1 / v[1])))];

    /// <summary>Microseconds of processor time that it spent for each.</summary>
    public double Cost => _spent.TotalMicroseconds / _asked;

    /// <summary>
    /// In each round one is asked, the other, the other, and the one: what grows or fades meanwhile meets both.
    /// </summary>
    public static async Task CompeteAsync(Rival one, Rival other, int warmUps, int rounds, int visits)
    {
        for (var round = -warmUps; round < rounds; round++)
        {
            var (first, second) = round % 2 == 0 ? (one, other) : (other, one);
            foreach (var rival in (Rival[])[first, second, second, first])
            {
                await rival.VisitAsync(visits, counts: round >= 0);
            }
        }
    }

    private async Task VisitAsync(int visits, bool counts)
    {
        var before = ProcessFacts.Of(program.Pid)!.Cpu;
        var rate = await visitAsync(visits);
        if (counts)
        {
            _visits.Add(rate);
            _spent += ProcessFacts.Of(program.Pid)!.Cpu - before;
            _asked += visits;
        }
    }
}
