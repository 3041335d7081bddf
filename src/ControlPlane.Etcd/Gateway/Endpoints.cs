using System.Collections.Immutable;

namespace ControlPlane.Etcd.Gateway;

/// <summary>The members of the cluster, and the one that all requests go to as long as it answers.</summary>
internal sealed class Endpoints(ImmutableArray<Uri> all)
{
    private readonly int[] _failures = new int[all.Length];
    private int _current;

    public int Count => all.Length;

    public Uri Current => all[Volatile.Read(ref _current)];

    /// <summary>How many requests this one has left without an answer.</summary>
    public int FailuresOf(Uri endpoint) => Volatile.Read(ref _failures[all.IndexOf(endpoint)]);

    /// <summary>A request got no answer there: whoever listens there may listen in vain.</summary>
    public void Fail(Uri endpoint)
    {
        Interlocked.Increment(ref _failures[all.IndexOf(endpoint)]);
        Leave(endpoint);
    }

    /// <summary>This one is no good: the next one's turn, unless somebody else has found out already.</summary>
    public void Leave(Uri failed)
    {
        var at = Volatile.Read(ref _current);
        if (all[at] == failed)
        {
            Interlocked.CompareExchange(ref _current, (at + 1) % all.Length, at);
        }
    }
}
