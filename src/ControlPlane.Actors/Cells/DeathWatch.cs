namespace ControlPlane.Actors;

/// <summary>Whom one actor watches, and who watches it. Both in the order of asking.</summary>
internal sealed class DeathWatch(LocalActorRef self)
{
    private readonly OrderedDictionary<InternalActorRef, object?> _watching = new(ReferenceEqualityComparer.Instance);
    private readonly List<InternalActorRef> _watchers = [];

    // Deaths whose notice waits in the mailbox, with the message to give instead.
    private Dictionary<InternalActorRef, object?>? _announced;

    public void Watch(InternalActorRef subject, object? message)
    {
        if (ReferenceEquals(subject, self))
        {
            return;
        }

        if (_watching.TryGetValue(subject, out var before))
        {
            if (!Equals(before, message))
            {
                throw new InvalidOperationException(
                    $"{subject.Path} is watched already, with {before ?? "Terminated"} as its message; "
                    + "Unwatch it first");
            }

            return;
        }

        _watching.Add(subject, message);
        subject.SendSystem(new SystemMessage.Watch(self));
    }

    public void Unwatch(InternalActorRef subject)
    {
        _announced?.Remove(subject);
        if (_watching.Remove(subject))
        {
            subject.SendSystem(new SystemMessage.Unwatch(self));
        }
    }

    public void UnwatchAll()
    {
        foreach (var subject in _watching.Keys.ToArray())
        {
            Unwatch(subject);
        }
    }

    /// <summary>A death notice has come. The user's message goes behind what the dead one sent before.</summary>
    public void Announce(InternalActorRef dead)
    {
        if (_watching.Remove(dead, out var message))
        {
            _announced ??= new Dictionary<InternalActorRef, object?>(ReferenceEqualityComparer.Instance);
            _announced[dead] = message;
            self.Tell(new DeathNotice(dead), dead);
        }
    }

    /// <summary>
    /// What to handle now that the notice is at the head of the mailbox; null: nobody wants it any more.
    /// </summary>
    public object? Take(DeathNotice notice) =>
        _announced?.Remove(notice.Dead, out var message) == true ? message ?? new Terminated(notice.Dead) : null;

    public void AddWatcher(InternalActorRef watcher)
    {
        if (!_watchers.Contains(watcher))
        {
            _watchers.Add(watcher);
        }
    }

    public void RemoveWatcher(InternalActorRef watcher) => _watchers.Remove(watcher);

    public void TellWatchers(InternalActorRef except)
    {
        foreach (var watcher in _watchers)
        {
            if (!ReferenceEquals(watcher, except))
            {
                watcher.SendSystem(new SystemMessage.DeathWatchNotification(self));
            }
        }

        _watchers.Clear();
    }
}
