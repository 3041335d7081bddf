namespace ControlPlane.Actors;

/// <summary>Decides on which thread, and in which order, actors get their turns.</summary>
public abstract class Dispatcher
{
    private protected Dispatcher()
    {
    }

    /// <summary>Real threads: the .NET thread pool.</summary>
    public static Dispatcher ThreadPool { get; } = new ThreadPoolDispatcher();

    /// <summary>User messages in one turn before others get theirs.</summary>
    internal abstract int Throughput { get; }

    /// <summary>The clock that belongs to this dispatcher, if it has one.</summary>
    internal virtual TimeProvider? Clock => null;

    internal virtual bool IsStepped => false;

    /// <param name="mailbox">Has work, and is in no queue.</param>
    /// <param name="again">It has just had a turn, so others come first.</param>
    internal abstract void Schedule(CellMailbox mailbox, bool again);
}
