using ControlPlane.Actors;

namespace ControlPlane.Node.Plugins.Mailboxes;

/// <summary>The mailboxes of the node.</summary>
internal sealed class MailboxesActor : PluginActor
{
    private readonly MailboxTable _mailboxes;

    public MailboxesActor() => _mailboxes = new MailboxTable(Answers);

    public static Props Props() => Actors.Props.Create(() => new MailboxesActor());

    protected override void Handle(Call call, PluginsProtocol.Request request)
    {
        switch (request)
        {
            case MailboxesProtocol.Send m: _mailboxes.Send(call, m.Name, m.Value); break;
            case MailboxesProtocol.Receive m: _mailboxes.Receive(call, m.Name); break;
            default: throw new NotSupportedException($"no code for [{request}]");
        }
    }

    protected override void GiveUp(long ticket) => _mailboxes.GiveUp(ticket);

    protected override void End(Holder holder, bool lastOfService) => _mailboxes.End(holder);
}
