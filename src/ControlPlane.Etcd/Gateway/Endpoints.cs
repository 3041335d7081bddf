using System.Collections.Immutable;

namespace ControlPlane.Etcd.Gateway;

/// <summary>The members of the cluster, and the one that all requests go to as long as it answers.</summary>
internal sealed class Endpoints(ImmutableArray<Uri> all)
{
    private int _current;

    public int Count => all.Length;

    public Uri Current => all[Volatile.Read(ref _current)];

    /// <summary>This one did not answer: the next one's turn, unless somebody else has found out already.</summary>
    public void Leave(Uri failed)
    {
        var at = Volatile.Read(ref _current);
        if (all[at] == failed)
        {
            Interlocked.CompareExchange(ref _current, (at + 1) % all.Length, at);
        }
    }
}
