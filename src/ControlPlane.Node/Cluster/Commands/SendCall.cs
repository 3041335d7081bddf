using ControlPlane.Contracts.Admin;

namespace ControlPlane.Node.Cluster.Commands;

/// <summary>send: to every node, which hands it to its containers.</summary>
internal sealed class SendCall(AdminProtocol.SendMessage request, CallScope scope) : ClusterCall(request, scope)
{
    protected override void Seen(MembershipProtocol.Picture picture) =>
        AskNodes(picture, PeerList.Present(picture), request);

    protected override void Gathered(IReadOnlyDictionary<string, AdminProtocol.Reply> answers)
    {
        var done = answers.Where(a => a.Value is AdminProtocol.Done).ToList();
        var refused = answers.Values.OfType<AdminProtocol.Refused>().ToList();
        if (refused.Find(r => r.Why != Refusal.Unknown) is { } failed)
        {
            Reply(failed);
        }
        else if (done.Count == 0)
        {
            Reply(refused.FirstOrDefault() ?? new AdminProtocol.Refused(
                Refusal.Unavailable, "No node of the cluster is there.", "Look with: cplane nodes"));
        }
        else
        {
            Reply(new AdminProtocol.Done(
                string.Join("; ", done.Select(a => $"{a.Key}: {((AdminProtocol.Done)a.Value).Text}")),
                [.. done.SelectMany(a => ((AdminProtocol.Done)a.Value).Changes.Select(line => $"{a.Key}: {line}"))]));
        }
    }
}
