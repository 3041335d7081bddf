namespace ControlPlane.Cli.Client;

/// <summary>A reply of the control API.</summary>
/// <param name="Status">Of HTTP.</param>
/// <param name="Body">JSON.</param>
/// <param name="Notices">What the node says beside it, for people.</param>
internal sealed record HttpReply(int Status, ReadOnlyMemory<byte> Body, IReadOnlyList<string> Notices);
