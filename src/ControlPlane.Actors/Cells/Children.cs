using System.Globalization;

namespace ControlPlane.Actors;

/// <summary>
/// The children of one cell, in the order of their making. Locked, because actors right below <c>/user</c> are made
/// from any thread; everywhere else nobody contends.
/// </summary>
internal sealed class Children
{
    private readonly Lock _gate = new();
    private readonly OrderedDictionary<string, ChildRecord> _byName = new(StringComparer.Ordinal);
    private long _madeUpNames;
    private bool _closed;

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _byName.Count;
            }
        }
    }

    /// <summary>Children that the parent waits for.</summary>
    public int Stopping { get; private set; }

    /// <summary>Those of them that stand outside the stated order.</summary>
    public int StoppingTogether { get; private set; }

    public string MakeUpName() =>
        "$" + Interlocked.Increment(ref _madeUpNames).ToString(CultureInfo.InvariantCulture);

    /// <summary>Adds all or none.</summary>
    public void Add(ActorPath parent, params IReadOnlyList<ChildRecord> records)
    {
        lock (_gate)
        {
            if (_closed)
            {
                throw new InvalidOperationException($"{parent} is stopping; it can have no new children");
            }

            foreach (var record in records)
            {
                if (_byName.ContainsKey(record.Ref.Path.Name))
                {
                    throw new InvalidActorNameException(
                        $"{parent} has a child [{record.Ref.Path.Name}]; "
                        + "a name is free again when its actor has stopped");
                }
            }

            foreach (var record in records)
            {
                _byName.Add(record.Ref.Path.Name, record);
            }
        }
    }

    public ChildRecord? Find(string name)
    {
        lock (_gate)
        {
            return _byName.GetValueOrDefault(name);
        }
    }

    /// <summary>Null also when the name belongs to another life by now.</summary>
    public ChildRecord? Find(IActorRef child) =>
        Find(child.Path.Name) is { } record && ReferenceEquals(record.Ref, child) ? record : null;

    public void MarkStopping(ChildRecord record)
    {
        if (!record.IsStopping)
        {
            record.IsStopping = true;
            Stopping++;
            StoppingTogether += record.InOrder ? 0 : 1;
        }
    }

    public void Remove(ChildRecord record)
    {
        lock (_gate)
        {
            _byName.Remove(record.Ref.Path.Name);
        }

        record.Deadline?.Dispose();
        if (record.IsStopping)
        {
            Stopping--;
            StoppingTogether -= record.InOrder ? 0 : 1;
        }
    }

    /// <summary>No more children from now on.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
        }
    }

    public ChildRecord[] Snapshot()
    {
        lock (_gate)
        {
            return [.. _byName.Values];
        }
    }
}
