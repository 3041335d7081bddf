using ControlPlane.Contracts.Admin;

namespace ControlPlane.Node.Tests.Simulation.Cluster;

/// <summary>
/// Every request is answered exactly once, within its patience and a margin; only a node that dies, or stands still,
/// answers later or never.
/// </summary>
internal sealed class AnswerRule(ClusterWorld world)
{
    /// <summary>For answers on their way, and for a last try to say something sensible.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(15);

    /// <summary>Where nothing is said.</summary>
    private static readonly TimeSpan Default = TimeSpan.FromMinutes(1);

    private readonly List<Order> _orders = [];

    public bool OrdersWait => _orders.Exists(o => o is { IsLost: false, Answers: 0 });

    public void Add(Order order) => _orders.Add(order);

    public string? AfterReply(Order order) =>
        order.Answers > 1 ? $"{order} is answered {order.Answers} times"
        : order.Reply is AdminProtocol.Refused { Why: Refusal.Failed } failed && PausedBy(order) == TimeSpan.Zero
            ? $"{order} failed: {failed.Error}"
            : null;

    public string? Look() => _orders.Where(o => !o.IsLost).Select(Look).FirstOrDefault(problem => problem is not null);

    private TimeSpan PausedBy(Order order) => world.Node(order.Node).PausedUntilNow - order.PausedBefore;

    private string? Look(Order order)
    {
        var took = (order.Answers == 0 ? world.Time.Elapsed : order.AnsweredAt) - order.At - PausedBy(order);
        var allowed = ((order.Request as AdminProtocol.Command)?.Patience.Timeout ?? Default) + Margin;
        return took > allowed ? $"{order} took {took} and has {order.Answers} answers" : null;
    }
}
