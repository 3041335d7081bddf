using ControlPlane.Node.Cluster.Keys;
using ControlPlane.TestKit;

namespace ControlPlane.Node.Tests.Simulation.Cluster;

/// <summary>What goes wrong at random; each fault ends by itself after a while.</summary>
internal sealed class ClusterFaults(ClusterWorld world)
{
    private readonly ClusterKeys _keys = new(ClusterWorld.Name);
    private readonly List<Action> _ends = [];

    public void Strike()
    {
        var node = world.Nodes[world.Draw(world.Nodes.Count)];
        switch (world.Draw(18))
        {
            case 0 or 1: Kill(node); break;
            case 2 or 3: Pause(node); break;
            case 4 or 5: Link(node, client => client.Cut(), "is cut off from etcd", client => client.Heal()); break;
            case 6:
                Link(node, client => client.LoseAnswers(), "hears nothing from etcd", client => client.Heal());
                break;
            case 7: Slow(node); break;
            case 8: CutPeers(node); break;
            case 9: Etcd(() => world.Etcd.Stop(), "etcd is killed", () => world.Etcd.Start()); break;
            case 10: Etcd(() => world.Etcd.Freeze(), "etcd stands still", () => world.Etcd.Start()); break;
            case 11: Etcd(() => world.Etcd.NoSpace = true, "etcd is full", () => world.Etcd.NoSpace = false); break;
            case 12 when world.Etcd.Revision > world.Etcd.CompactedRevision:
                world.Etcd.Compact(world.Etcd.Revision);
                break;
            case 13: LoseLease(node); break;
            case 14: Jump(node); break;
            case 15: Deface(node); break;
            case 16: WriteTooLate(node); break;
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
            // A third of them longer than a lease: what was asked arrives when somebody else may lead.
            var (there, back) = (
                TimeSpan.FromMilliseconds(world.Draw(3) == 0 ? world.Draw(9_000) : world.Draw(900)),
                TimeSpan.FromMilliseconds(world.Draw(900)));
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
        if (world.Etcd.State == FakeEtcdState.Serving
            && world.Truth.View.Nodes.GetValueOrDefault(node.Name) is { } known)
        {
            world.Note($"the lease of {node.Name} is revoked");
            world.Rules.IsUnaware(node.Name);
            world.Etcd.Expire(known.Lease);
        }
    }

    /// <summary>Somebody writes under our prefix what is not ours to read.</summary>
    private void Deface(SimulatedNode node)
    {
        var service = world.Wish.Plan(world.Truth.View).Services[0].Name;
        var key = world.Draw(6) switch
        {
            0 => _keys.Node(node.Name),
            1 => _keys.Status(node.Name),
            2 => _keys.Assignment(service),
            3 => _keys.Service(service),
            4 => _keys.Node("nobody"),
            _ => _keys.Prefix + "what/is/this",
        };
        world.Note($"{key} is defaced");
        world.Rules.IsUnaware(node.Name);
        Put(key, "{\"v\":0}");
    }

    /// <summary>A leader of long ago, that compares nothing, writes what it has once decided.</summary>
    private void WriteTooLate(SimulatedNode node)
    {
        var view = world.Truth.View;
        if (view.Leader is not { } leader
            || world.Node(leader.Value.Node) is not { Runs: true, Life.Client.Link: FakeLink.Up })
        {
            return; // Nobody is there who puts it right.
        }

        foreach (var (service, assignment) in view.Assignments)
        {
            var epoch = Math.Max(1, view.Epochs.Max - 1);
            world.Note($"{service} is written in the epoch {epoch}");
            Put(_keys.Assignment(service), ClusterCodec.Encode(assignment.Value with
            {
                Epoch = epoch, Nodes = [new NodeShare(node.Name, 9, 9)],
            }));
        }
    }

    private void Put(string key, string value)
    {
        if (world.Etcd is { State: FakeEtcdState.Serving, NoSpace: false })
        {
            world.Etcd.Put(key, value);
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
