using System.Collections.Immutable;
using ControlPlane.Node.Containers.Draining;

namespace ControlPlane.Node.Containers;

/// <summary>Where a slot stands; the input and output of <see cref="ContainerLifecycle"/>.</summary>
/// <param name="Phase">The fine state.</param>
/// <param name="Leaving">True: the slot ends with its process.</param>
/// <param name="Strikes">Deaths in a row without a good run between them.</param>
/// <param name="StartFailures">Deaths before ready in a row.</param>
/// <param name="Restarts">How often its process was replaced.</param>
/// <param name="GoodRun">The process that runs now was ready for <c>min_uptime</c>.</param>
/// <param name="LeaderGone">While stopping: the process itself has ended, parts of its group may live.</param>
/// <param name="Reports">Its process has said how many jobs it has.</param>
/// <param name="Jobs">What it said last.</param>
/// <param name="Draining">It leaves by this method and was not told to stop yet (or, reporting, was told and works on);
/// null: it does not leave, or its process is being ended.</param>
/// <param name="Frozen">While draining: it was told to stand still.</param>
/// <param name="Looks">The number of the last look at its connections.</param>
/// <param name="Misses">Looks in a row that found connections.</param>
/// <param name="Tries">Looks in a row that found it still moving.</param>
/// <param name="Reason">Why it stands there, for people; may be empty.</param>
internal sealed record ContainerLife(
    ContainerPhase Phase,
    bool Leaving = false,
    int Strikes = 0,
    int StartFailures = 0,
    int Restarts = 0,
    bool GoodRun = false,
    bool LeaderGone = false,
    string Reason = "",
    bool Reports = false,
    int Jobs = 0,
    DrainMethod? Draining = null,
    bool Frozen = false,
    int Looks = 0,
    int Misses = 0,
    int Tries = 0)
{
    /// <summary>A slot before its first start.</summary>
    public static readonly ContainerLife New = new(ContainerPhase.Starting);
}

/// <summary>The new state and what has to be done, in order.</summary>
internal readonly record struct Step(ContainerLife Life, ImmutableArray<Effect> Effects)
{
    public static Step Stay(ContainerLife life) => new(life, []);
}
