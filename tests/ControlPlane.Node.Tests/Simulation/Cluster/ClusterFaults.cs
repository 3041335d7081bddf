using ControlPlane.TestKit;

namespace ControlPlane.Node.Tests.Simulation.Cluster;

/// <summary>What goes wrong at random; each fault ends by itself after a while.</summary>
internal sealed class ClusterFaults(ClusterWorld world)
{
    private readonly List<Action> _ends = [];

    public void Strike()
    {
        var node = world.Nodes[world.Draw(world.Nodes.Count)];
        switch (world.Draw(16))
        {
            case 0 or 1: Kill(node); break;
            case 2 or 3: Pause(node); break;
            case 4 or 5: Link(node, client => client.Cut(), "is cut off from etcd", client => client.Heal()); break;
            case 6: Link(node, client => client.LoseAnswers(), "hears nothing from etcd", client => client.Heal()); break;
            case 7: Slow(node); break;
            case 8: CutPeers(node); break;
            case 9: Etcd(() => world.Etcd.Stop(), "etcd is killed", () => world.Etcd.Start()); break;
            case 10: Etcd(() => world.Etcd.Freeze(), "etcd stands still", () => world.Etcd.Start()); break;
            case 11: Etcd(() => world.Etcd.NoSpace = true, "etcd is full", () => world.Etcd.NoSpace = false); break;
            case 12 when world.Etcd.Revision > world.Etcd.CompactedRevision: world.Etcd.Compact(world.Etcd.Revision); break;
            case 13: LoseLease(node); break;
            case 14: Jump(node); break;
            default: node.Life?.Machine.MurderOne(); break;
        }
    }

    /// <summary>Everything is well again.</summary>
    public void End()
    {
        foreach (var end in _ends.ToList())
        {
            end();
        }
    }

    private TimeSpan While() => TimeSpan.FromMilliseconds(200 + world.Draw(world.Draw(3) == 0 ? 25_000 : 9_000));

    private void Kill(SimulatedNode node)
    {
        world.Note($"{node.Name} is killed");
        node.Kill();
        Later(While(), node.Start);
    }

    private void Pause(SimulatedNode node)
    {
        if (node.Life is { } life)
        {
            world.Note($"{node.Name} is paused");
            world.Rules.IsUnaware(node.Name);
            node.Pause();
            Later(While(), () =>
            {
                if (life == node.Life)
                {
                    world.Note($"{node.Name} goes on");
                    node.Resume();
                }
            });
        }
    }

    private void Link(SimulatedNode node, Action<FakeEtcdClient> cut, string what, Action<FakeEtcdClient> heal)
    {
        if (node.Life is { } life)
        {
            world.Note($"{node.Name} {what}");
            cut(life.Client);
            Later(While(), () =>
            {
                world.Note($"{node.Name} reaches etcd again");
                heal(life.Client);
            });
        }
    }

    private void Slow(SimulatedNode node)
    {
        if (node.Life is { } life)
        {
            var (there, back) = (TimeSpan.FromMilliseconds(world.Draw(900)), TimeSpan.FromMilliseconds(world.Draw(900)));
            world.Note($"{node.Name} is {there} and {back} away from etcd");
            (life.Client.RequestDelay, life.Client.AnswerDelay) = (there, back);
            Later(While(), () => (life.Client.RequestDelay, life.Client.AnswerDelay) =
                (TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1)));
        }
    }

    private void CutPeers(SimulatedNode node)
    {
        var cuts = world.Nodes.Where(other => other != node && world.Draw(2) == 0)
            .Select(other => world.Draw(2) == 0 ? (node.Name, other.Name) : (other.Name, node.Name)).ToList();
        world.Cuts.UnionWith(cuts);
        Later(While(), () => world.Cuts.ExceptWith(cuts));
    }

    private void Etcd(Action begin, string what, Action end)
    {
        if (world.Etcd is { State: FakeEtcdState.Serving, NoSpace: false })
        {
            world.Note(what);
            begin();
            Later(While(), () =>
            {
                world.Note("etcd is well again");
                end();
            });
        }
    }

    private void LoseLease(SimulatedNode node)
    {
        if (world.Etcd.State == FakeEtcdState.Serving && world.Truth.View.Nodes.GetValueOrDefault(node.Name) is { } known)
        {
            world.Note($"the lease of {node.Name} is revoked");
            world.Rules.IsUnaware(node.Name);
            world.Etcd.Expire(known.Lease);
        }
    }

    private void Jump(SimulatedNode node)
    {
        if (node.Life is { } life)
        {
            life.Clock.Jump = TimeSpan.FromHours(world.Draw(100) - 50);
        }
    }

    private void Later(TimeSpan delay, Action end)
    {
        _ends.Add(Once);
        world.After(delay, Once);

        void Once()
        {
            if (_ends.Remove(Once))
            {
                end();
            }
        }
    }
}
