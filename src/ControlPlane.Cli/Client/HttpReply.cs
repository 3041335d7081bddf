namespace ControlPlane.Cli.Client;

/// <summary>A reply of the control API.</summary>
internal sealed record HttpReply(int Status, ReadOnlyMemory<byte> Body);
