using ControlPlane.Actors;
using ControlPlane.Contracts.Admin;
using ControlPlane.Node.Admin;

namespace ControlPlane.Node.Controller;

/// <summary>Waits for the first containers of all services, and logs that the node is up, or what is not.</summary>
internal sealed class StartGathering(int services, NodeContext node)
    : Gathering(ActorRefs.Nobody, services, patience: null)
{
    public static Props Props(int services, NodeContext node) =>
        Actors.Props.Create(() => new StartGathering(services, node));

    protected override AdminProtocol.Reply Combine(IReadOnlyList<object> answers)
    {
        var reply = Replies.All(answers, $"the node is up: all {answers.Count} services are as the file says", []);
        switch (reply)
        {
            case AdminProtocol.Refused refused: node.Log.Notice(
                $"the node is up, but not all of it: {refused.Error}"); break;
            case AdminProtocol.Done done: node.Log.NodeIsUp(done.Text); break;
        }

        return reply;
    }
}
