namespace ControlPlane.Node.Cluster.Keys;

/// <summary>A key, taken apart.</summary>
/// <param name="Kind">What stands under it.</param>
/// <param name="Name">Of the node or the service; empty where there is none.</param>
/// <param name="Number">Of the version; else 0.</param>
internal readonly record struct ClusterKey(ClusterKeyKind Kind, string Name = "", int Number = 0);

/// <summary>What stands under a key; in brackets the type of its value.</summary>
internal enum ClusterKeyKind
{
    /// <summary><c>nodes/NAME</c> (<see cref="NodeRegistration"/>).</summary>
    Node,

    /// <summary><c>status/NAME</c> (<see cref="NodeReport"/>).</summary>
    Status,

    /// <summary><c>files/NAME</c> (<see cref="NodeFile"/>).</summary>
    File,

    /// <summary><c>members/NAME</c> (<see cref="NodeRegistration"/>).</summary>
    Member,

    /// <summary><c>drains/NAME</c> (<see cref="NodeDrain"/>).</summary>
    Drain,

    /// <summary><c>services/NAME</c> (<see cref="DesiredService"/>).</summary>
    Service,

    /// <summary><c>overall</c> (<see cref="OverallWish"/>).</summary>
    Overall,

    /// <summary><c>assignments/SERVICE</c> (<see cref="Keys.Assignment"/>).</summary>
    Assignment,

    /// <summary><c>config/current</c> (<see cref="Keys.CurrentConfig"/>).</summary>
    CurrentConfig,

    /// <summary><c>config/versions/N</c> (<see cref="ConfigVersion"/>).</summary>
    Version,

    /// <summary><c>leader</c> (<see cref="LeaderRecord"/>).</summary>
    Leader,

    /// <summary><c>token</c> (<see cref="PeerToken"/>).</summary>
    Token,
}
