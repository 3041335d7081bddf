using ControlPlane.Contracts;
using ControlPlane.Contracts.Admin;
using ControlPlane.Node.Admin;

namespace ControlPlane.Node.Tests.Simulation.Cluster;

/// <summary>
/// How one node asks the others: over a network that takes its time, and may be cut in each direction.
/// </summary>
internal sealed class SimulatedPeers(ClusterWorld world, SimulatedNode self, NodeGate gate) : IPeers
{
    private static readonly TimeSpan ConnectsWithin = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    public Task<AdminProtocol.Reply> AskAsync(
        PeerAddress peer, AdminProtocol.Request request, Caller caller, CancellationToken cancellation)
    {
        var source = new TaskCompletionSource<AdminProtocol.Reply>();
        var patience = (request as AdminProtocol.Command)?.Patience.Timeout ?? TimeSpan.FromSeconds(10);
        world.After(patience + Margin, () => Answer(source, Silence("no answer in time")));
        world.After(Delay(), () => Arrive(source, peer, request, caller));
        return source.Task;
    }

    private void Arrive(
        TaskCompletionSource<AdminProtocol.Reply> source, PeerAddress peer, AdminProtocol.Request request,
        Caller caller)
    {
        var other = world.Node(peer.Node);
        if (!world.CanReach(self.Name, peer.Node))
        {
            world.After(ConnectsWithin, () => Answer(source, Silence("no connection in time")));
        }
        else if (other.Life is not { } life || life.Address != peer.Address)
        {
            Answer(source, Silence("connection refused"));
        }
        else if (life.Token is not null && life.Token != peer.Token)
        {
            Answer(source, Silence("the token is another one"));
        }
        else
        {
            life.Ask(
                new AdminActor.Call(new ClusterProtocol.OnNode(peer.Node, request), caller),
                reply => world.After(Delay(), () =>
                {
                    if (world.CanReach(peer.Node, self.Name))
                    {
                        Answer(source, reply);
                    }
                }));
            life.OnDeath += () => Answer(source, Silence("the connection broke"));
        }
    }

    private TimeSpan Delay() => TimeSpan.FromMilliseconds(1 + world.Draw(3));

    private static AdminProtocol.Refused Silence(string why) =>
        new(Refusal.Unavailable, why, "Look with: cplane nodes");

    private void Answer(TaskCompletionSource<AdminProtocol.Reply> source, AdminProtocol.Reply reply) =>
        gate.Arrive(() => source.TrySetResult(reply));
}
