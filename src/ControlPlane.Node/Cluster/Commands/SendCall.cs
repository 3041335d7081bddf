using ControlPlane.Contracts.Admin;

namespace ControlPlane.Node.Cluster.Commands;

/// <summary>send: to every node, which hands it to its containers.</summary>
internal sealed class SendCall(AdminProtocol.SendMessage request, CallScope scope) : ClusterCall(request, scope)
{
    protected override void Seen(MembershipProtocol.Picture picture) =>
        AskNodes(picture, PeerList.Present(picture), request);

    protected override void Gathered(IReadOnlyDictionary<string, AdminProtocol.Reply> answers) =>
        Reply(Combined(request.Name, answers));

    /// <summary>
    /// Done as soon as it has reached anybody, and no node has refused it for anything else than that nobody there
    /// receives it. A message that only some nodes have taken is refused with what each of them says.
    /// </summary>
    internal static AdminProtocol.Reply Combined(
        string message, IReadOnlyDictionary<string, AdminProtocol.Reply> answers)
    {
        var done = answers.Where(a => a.Value is AdminProtocol.Done).Select(a => a.Key).ToList();
        var refused = answers.Values.OfType<AdminProtocol.Refused>().ToList();
        var failed = refused.Find(r => r.Why != Refusal.Unknown);
        return (done, failed ?? refused.FirstOrDefault()) switch
        {
            ([], null) => new AdminProtocol.Refused(
                Refusal.Unavailable, "No node of the cluster is there.", "Look with: cplane nodes"),
            ([], { } alone) when refused.TrueForAll(r => r.Error == alone.Error) => alone,
            ([], { } gravest) => gravest with { Error = $"{message}: {InTheirWords(answers)}" },
            (_, { } gravest) when failed is not null => gravest with
            {
                Error = $"{message} is not on all nodes: {InTheirWords(answers)}",
                Hint = $"Sent again it comes twice to {string.Join(", ", done)}; to the others alone: --node NODE",
            },
            _ => new AdminProtocol.Done(
                InTheirWords(answers.Where(a => a.Value is AdminProtocol.Done)),
                [
                    .. answers.SelectMany(a =>
                        (a.Value as AdminProtocol.Done)?.Changes.Select(line => $"{a.Key}: {line}") ?? []),
                ]),
        };
    }

    private static string InTheirWords(IEnumerable<KeyValuePair<string, AdminProtocol.Reply>> answers) =>
        string.Join("; ", answers.Select(a => $"{a.Key}: {TextOf(a.Value)}"));

    private static string TextOf(AdminProtocol.Reply answer) => answer switch
    {
        AdminProtocol.Done done => done.Text,
        AdminProtocol.Refused refused => refused.Error.TrimEnd('.'),
        _ => "says nothing that this node understands",
    };
}
