using ControlPlane.Contracts.Admin;

namespace ControlPlane.Node.Cluster.Commands;

/// <summary>A request for one other node: handed on to it.</summary>
internal sealed class ForwardCall(ClusterProtocol.OnNode request, CallScope scope) : ClusterCall(request, scope)
{
    protected override TimeSpan Patience =>
        (request.Inner as AdminProtocol.Command)?.Patience.Timeout ?? base.Patience;

    protected override void Seen(MembershipProtocol.Picture picture)
    {
        var node = picture.Nodes.FirstOrDefault(n => n.Node == request.Node);
        if (node is null)
        {
            Reply(PeerList.Unknown(picture, request.Node));
            return;
        }

        AskNodes(picture, [node], request.Inner);
    }

    protected override void Gathered(IReadOnlyDictionary<string, AdminProtocol.Reply> answers) =>
        Reply(answers[request.Node]);
}
