using ControlPlane.Actors;

namespace ControlPlane.TestKit;

/// <summary>A system on one thread and virtual time: nothing happens until it is run.</summary>
public sealed class SteppedKit : ActorKit
{
    private SteppedKit(SteppedDispatcher dispatcher, ActorSystemSettings settings)
        : base(settings with { Dispatcher = dispatcher }) => Dispatcher = dispatcher;

    /// <summary>Runs the actors.</summary>
    public SteppedDispatcher Dispatcher { get; }

    /// <summary>The virtual clock.</summary>
    public SteppedTime Time => Dispatcher.Time;

    /// <param name="seed">Chooses who goes next.</param>
    /// <param name="trace">Sees each delivery.</param>
    /// <param name="settings">Its Dispatcher and Report are replaced.</param>
    public static SteppedKit Create(
        int seed = 1,
        Action<Delivery>? trace = null,
        ActorSystemSettings? settings = null) =>
        new(new SteppedDispatcher(seed, trace), settings ?? new ActorSystemSettings());

    /// <inheritdoc cref="SteppedDispatcher.RunUntilIdle"/>
    public long RunUntilIdle(int maxSteps = SteppedDispatcher.DefaultMaxSteps) => Dispatcher.RunUntilIdle(maxSteps);

    /// <inheritdoc cref="SteppedDispatcher.Advance"/>
    public void Advance(TimeSpan by) => Dispatcher.Advance(by);

    internal override bool WaitFor(Func<bool> condition, TimeSpan within) => Dispatcher.RunUntil(condition, within);

    internal override void Settle(TimeSpan? within) => Dispatcher.Advance(within ?? TimeSpan.Zero);
}
