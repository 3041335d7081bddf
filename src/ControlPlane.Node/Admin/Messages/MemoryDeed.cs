namespace ControlPlane.Node.Admin.Messages;

/// <summary>What may be done about the memory of the node.</summary>
internal enum MemoryDeed
{
    /// <summary>Collect everything.</summary>
    Major,

    /// <summary>Collect everything and move what is left together, the large objects too.</summary>
    Compact,

    /// <summary>Say how the pools stand.</summary>
    Pools,

    /// <summary>Say how the memory stands.</summary>
    Stats,
}
