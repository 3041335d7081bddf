namespace ControlPlane.Platform.NodeDirectory;

/// <summary>How a socket directory is taken over.</summary>
public sealed record SocketDirectoryOptions
{
    /// <summary>How long workers of a killed node may take after TERM, all together; then KILL.</summary>
    public TimeSpan PredecessorGrace { get; init; } = TimeSpan.FromSeconds(10);

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
