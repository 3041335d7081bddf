namespace ControlPlane.Node.Containers;

/// <summary>Why a container is told to stop; how it is drained may hang on it.</summary>
internal enum LeaveReason
{
    /// <summary>There are more containers than wanted.</summary>
    ScaleIn,

    /// <summary>Another one has taken its place (a rolling restart, a reload).</summary>
    Rolling,

    /// <summary>The whole service stops: disable, shutdown, or a restart that is not rolling.</summary>
    Disable,
}
