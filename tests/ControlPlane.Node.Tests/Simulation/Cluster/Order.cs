using ControlPlane.Contracts.Admin;

namespace ControlPlane.Node.Tests.Simulation.Cluster;

/// <summary>What an operator has asked, and what came of it.</summary>
internal sealed class Order(AdminProtocol.Request request, string node, TimeSpan at, TimeSpan pausedBefore)
{
    public AdminProtocol.Request Request => request;

    public string Node => node;

    public TimeSpan At => at;

    /// <summary>How long the node had stood still before.</summary>
    public TimeSpan PausedBefore => pausedBefore;

    /// <summary>How often it was answered.</summary>
    public int Answers { get; private set; }

    public AdminProtocol.Reply? Reply { get; private set; }

    public TimeSpan AnsweredAt { get; private set; }

    public bool IsDone => Reply is AdminProtocol.Done;

    /// <summary>The node has ended: nobody waits for an answer.</summary>
    public bool IsLost { get; set; }

    public void Hear(AdminProtocol.Reply reply, TimeSpan now)
    {
        Answers++;
        (Reply, AnsweredAt) = (reply, now);
    }

    public override string ToString() => $"{request} at {node} after {at}";
}
