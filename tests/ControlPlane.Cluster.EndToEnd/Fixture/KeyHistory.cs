using System.Text.Json;
using ControlPlane.Etcd;
using ControlPlane.TestKit;

namespace ControlPlane.Cluster.EndToEnd.Fixture;

/// <summary>What etcd has kept of a cluster: how things are, and everything that ever was written, in order.</summary>
internal sealed class KeyHistory(IEtcd etcd)
{
    public const string Prefix = "/cplane/test/";

    /// <summary>The value under a key; null: there is none.</summary>
    public async Task<JsonElement?> Value(string key)
    {
        var reply = await etcd.RangeAsync(KeyRange.One(Prefix + key));
        return reply.Items is [var item] ? Json(item.Value) : null;
    }

    /// <summary>The node that leads; null: nobody.</summary>
    public async Task<string?> Leader() => (await Value("leader"))?.GetProperty("node").GetString();

    /// <summary>Containers of a service that are ready by what all nodes have told.</summary>
    public async Task<int> ReadyByReports(string service)
    {
        var reports = await etcd.RangeAsync(KeyRange.Prefix(Prefix + "status/"));
        return reports.Items.SelectMany(item => Json(item.Value).GetProperty("services").EnumerateArray())
            .Where(s => s.GetProperty("service").GetString() == service)
            .Sum(s => s.TryGetProperty("ready", out var ready) ? ready.GetInt32() : 0);
    }

    /// <summary>All changes from the first revision on.</summary>
    public async Task<IReadOnlyList<WatchEvent>> Changes()
    {
        var all = new List<WatchEvent>();
        var now = await etcd.RangeAsync(KeyRange.Prefix(Prefix));
        var until = now.Items.Select(i => i.ModRevision).DefaultIfEmpty().Max();
        var done = new TaskCompletionSource();
        using var watch = etcd.Watch(KeyRange.Prefix(Prefix), 1, news =>
        {
            if (news is WatchNews.Changes changes)
            {
                all.AddRange(changes.Events);
                if (changes.Revision >= until)
                {
                    done.TrySetResult();
                }
            }
            else if (news is WatchNews.Compacted)
            {
                done.TrySetException(new ExpectationException("the history is gone"));
            }
        });
        await done.Task.WaitAsync(Eventually.DefaultDeadline, TimeProvider.System);
        return [.. all];
    }

    /// <summary>
    /// Every assignment that was ever written carries the epoch of the leader of that moment: never have two led at
    /// once. Returns how many leaders there were.
    /// </summary>
    public async Task<int> AssertOneLeaderAtATime()
    {
        long epoch = 0;
        var (leaders, assignments) = (0, 0);
        foreach (var change in await Changes())
        {
            var key = change.Key.Key[Prefix.Length..];
            if (key == "leader")
            {
                leaders += change.Deleted || change.Key.CreateRevision == epoch ? 0 : 1;
                epoch = change.Deleted ? 0 : change.Key.CreateRevision;
            }
            else if (key.StartsWith("assignments/", StringComparison.Ordinal) && !change.Deleted)
            {
                assignments++;
                var of = Json(change.Key.Value).GetProperty("epoch").GetInt64();
                Assert.True(of == epoch, $"{key} was written with epoch {of} while {epoch} (0: nobody) led");
            }
        }

        Assert.True(assignments > 0, "nothing was ever assigned");
        return leaders;
    }

    /// <summary>For failures: a line for each change of keys whose names begin so.</summary>
    public async Task<string> Told(params string[] keys) => string.Join('\n', (await Changes())
        .Where(c => keys.Any(key => c.Key.Key.StartsWith(Prefix + key, StringComparison.Ordinal)))
        .Select(c => $"{c.Key.ModRevision} {c.Key.Key[Prefix.Length..]} {(c.Deleted ? "deleted" : c.Key.Value)}"));

    private static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
