namespace ControlPlane.Node.Plugins.Mailboxes;

/// <summary>Calls to the mailboxes of the node.</summary>
internal static class MailboxesProtocol
{
    public abstract record Request : PluginsProtocol.Request;

    /// <summary>Answered when the value is in the mailbox.</summary>
    public sealed record Send(string Name, byte[] Value) : Request;

    /// <summary>Answered by the bytes.</summary>
    public sealed record Receive(string Name) : Request;
}
