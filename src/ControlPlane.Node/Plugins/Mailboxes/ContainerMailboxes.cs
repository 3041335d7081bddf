using ControlPlane.Contracts.Processors;

namespace ControlPlane.Node.Plugins.Mailboxes;

/// <summary>Mailboxes, as one container sees them.</summary>
internal sealed class ContainerMailboxes(PluginDoor door) : IMailboxes
{
    public async Task SendAsync(string name, ReadOnlyMemory<byte> value, CancellationToken cancellation)
    {
        PluginLimits.CheckName(name, "mailbox");
        PluginLimits.CheckValue(value.Length, $"the mailbox [{name}]", parameter: nameof(value));
        await door.AskAsync<object>(
            new MailboxesProtocol.Send(name, value.ToArray()), cancellation).ConfigureAwait(false);
    }

    public async Task<ReadOnlyMemory<byte>> ReceiveAsync(string name, CancellationToken cancellation)
    {
        PluginLimits.CheckName(name, "mailbox");
        return await door.AskAsync<byte[]>(new MailboxesProtocol.Receive(name), cancellation).ConfigureAwait(false);
    }
}
