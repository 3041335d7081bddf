using ControlPlane.Node.Cluster.Keys;

namespace ControlPlane.Node.Cluster.Session;

/// <summary>What the node that holds a name is to one that wants it. Pure.</summary>
internal enum NameHolder
{
    /// <summary>Of the same socket directory, started before: it is replaced at once.</summary>
    Predecessor,

    /// <summary>
    /// It has the same identity and was not started before: one of the two socket directories is a copy. Whoever was
    /// started more often holds the name, and the other one waits until that has gone.
    /// </summary>
    Twin,

    /// <summary>Somebody else.</summary>
    Another,
}

internal static class NameHolders
{
    /// <summary>How to come out of it, for people.</summary>
    public const string WayOut = "one of the two socket directories is a copy: end that node; or end this one, "
        + "remove node-id in its socket directory, and start it with a cluster.node.name of its own";

    public static NameHolder Of(NodeRegistration holder, Guid uuid, long incarnation) => holder switch
    {
        _ when holder.Uuid != uuid => NameHolder.Another,
        _ when holder.Incarnation < incarnation => NameHolder.Predecessor,
        _ => NameHolder.Twin,
    };
}
