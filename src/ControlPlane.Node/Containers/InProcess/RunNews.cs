using ControlPlane.Actors;

namespace ControlPlane.Node.Containers.InProcess;

/// <summary>
/// Brings what happens in one run to its actor as messages. A change of the jobs is told once, until the actor has
/// shown it: a connection does not cost a message.
/// </summary>
internal sealed class RunNews(IActorRef container) : IRunObserver
{
    private int _told;

    /// <summary>No change was told since the last showing.</summary>
    public bool IsQuiet => Volatile.Read(ref _told) == 0;

    /// <summary>The next change is told again.</summary>
    public void Shown() => Volatile.Write(ref _told, 0);

    public void JobsChanged()
    {
        if (Volatile.Read(ref _told) == 0 && Interlocked.Exchange(ref _told, 1) == 0)
        {
            container.Tell(new JobsMoved(this), ActorRefs.NoSender);
        }
    }

    public void WantsToEnd(string why) => container.Tell(new EndWanted(this, why), ActorRefs.NoSender);

    public void IsSpent() => container.Tell(new Spent(this), ActorRefs.NoSender);

    public abstract record Any(RunNews News);

    /// <summary>Its start has ended; null: well.</summary>
    public sealed record Started(RunNews News, string? WhyNot) : Any(News);

    /// <summary>It has left in order.</summary>
    public sealed record Left(RunNews News, string How) : Any(News);

    public sealed record EndWanted(RunNews News, string Why) : Any(News);

    public sealed record Spent(RunNews News) : Any(News);

    public sealed record JobsMoved(RunNews News) : Any(News);
}
