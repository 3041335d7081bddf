using ControlPlane.Contracts.Admin;

namespace ControlPlane.Node.Tests.Simulation.Cluster;

/// <summary>What <c>plan</c> says is what <c>apply</c> then does, to the last container.</summary>
public sealed class ClusterPlanSpec
{
    private const int Worlds = 40;
    private const int Applies = 25;

    private static readonly AdminProtocol.Patience Waits = new(true, TimeSpan.FromMinutes(1));

    [Fact]
    public void Plan_predicts_exactly_what_apply_does_in_a_thousand_cases()
    {
        var wrong = Enumerable.Range(1, Worlds).AsParallel().AsOrdered().SelectMany(seed => Wrong(seed)).ToList();
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {Worlds * Applies} cases: {string.Join('\n', wrong.Take(5))}");
    }

    private static List<string> Wrong(int seed)
    {
        using var world = new ClusterWorld(seed, 3 + (seed % 3)) { Places = 6 + (seed % 9) };
        List<string> wrong = [];
        foreach (var node in world.Nodes)
        {
            node.Start();
        }

        world.Advance(TimeSpan.FromSeconds(15));
        for (var number = 0; number < Applies; number++)
        {
            Disturb(world);
            var text = world.Plans.Write(world.Wish.Plan(world.Truth.View));
            var planned = Answer(world, new ClusterProtocol.Plan(text, "next"));
            var before = Goals(world);
            var applied = Answer(world, new ClusterProtocol.Apply(text, "next", Waits));
            world.Advance(TimeSpan.FromSeconds(8));
            var (says, does) = (Lines(planned), Moves(before, Goals(world)));
            if ((!says.SequenceEqual(Lines(applied)) && !FindsNoPlace(applied))
                || !says.Where(IsMove).SequenceEqual(does))
            {
                wrong.Add($"seed {seed}, apply {number}: plan says [{string.Join("; ", says)}], apply says "
                    + $"[{string.Join("; ", Lines(applied))}], and does [{string.Join("; ", does)}]");
            }
        }

        return wrong;
    }

    /// <summary>So that there is something to put right.</summary>
    private static void Disturb(ClusterWorld world)
    {
        var plan = world.Wish.Plan(world.Truth.View);
        var service = plan.Services[world.Draw(plan.Services.Count)].Name;
        var node = world.Nodes[world.Draw(world.Nodes.Count)].Name;
        AdminProtocol.Request? request = world.Draw(8) switch
        {
            0 or 1 => new AdminProtocol.Scale(service, world.Draw(6), Waits),
            2 => new AdminProtocol.Disable(service, Waits),
            3 => new AdminProtocol.Enable(service, Waits),
            4 => new ClusterProtocol.DrainNode(node, Waits),
            5 => new ClusterProtocol.UndrainNode(node, Waits),
            _ => null,
        };
        if (request is not null)
        {
            _ = Answer(world, request);
            world.Advance(TimeSpan.FromSeconds(8));
        }
    }

    private static AdminProtocol.Reply? Answer(ClusterWorld world, AdminProtocol.Request request)
    {
        var order = world.Ask(world.Nodes[world.Draw(world.Nodes.Count)], request);
        world.Becomes(() => order.Reply is not null, TimeSpan.FromMinutes(2));
        return order.Reply;
    }

    private static IReadOnlyList<string> Lines(AdminProtocol.Reply? reply) => reply switch
    {
        ClusterProtocol.Planned planned => planned.Changes,
        AdminProtocol.Done done => done.Changes,
        AdminProtocol.Refused refused => [refused.Error],
        _ => ["no answer"],
    };

    /// <summary>It is in force, and not all of it has room; that is no matter of what was predicted.</summary>
    private static bool FindsNoPlace(AdminProtocol.Reply? reply) =>
        reply is AdminProtocol.Refused refused && refused.Error.Contains("find no place", StringComparison.Ordinal);

    private static bool IsMove(string line) => line.Contains(" containers, then ", StringComparison.Ordinal);

    private static SortedDictionary<(string Service, string Node), int> Goals(ClusterWorld world)
    {
        var goals = new SortedDictionary<(string, string), int>(Comparer<(string, string)>.Create((a, b) =>
            string.CompareOrdinal(a.Item1, b.Item1) is var order and not 0
                ? order
                : string.CompareOrdinal(a.Item2, b.Item2)));
        foreach (var (service, assignment) in world.Truth.View.Assignments)
        {
            foreach (var share in assignment.Value.Nodes.Where(s => s.Goal > 0))
            {
                goals[(service, share.Node)] = share.Goal;
            }
        }

        return goals;
    }

    private static IEnumerable<string> Moves(
        SortedDictionary<(string Service, string Node), int> before,
        SortedDictionary<(string Service, string Node), int> after) =>
        before.Keys.Union(after.Keys)
            .OrderBy(k => k.Service, StringComparer.Ordinal).ThenBy(k => k.Node, StringComparer.Ordinal)
            .Select(k => (k.Service, k.Node, From: before.GetValueOrDefault(k), To: after.GetValueOrDefault(k)))
            .Where(m => m.From != m.To).Select(m => $"{m.Service}: on {m.Node} {m.From} containers, then {m.To}");
}
