using System.Globalization;
using System.Net.Sockets;
using ControlPlane.Cluster.EndToEnd.Fixture;
using ControlPlane.EndToEnd.Fixture;
using ControlPlane.TestKit;

namespace ControlPlane.Cluster.EndToEnd;

/// <summary>A dynamic service of scope = cluster under a load that comes in a step and goes again.</summary>
public sealed class LoadIsServedByAllNodesSpec
{
    private const int Most = 8;

    private static readonly TimeSpan ReadyAfter = TimeSpan.FromMilliseconds(200);

    private const string Service = """"
        load {
          min_uptime = 200ms
          placement { scope = cluster }
          protocol.line.address = [ { type = container } ]
          processor {
            type = process
            command = ["python3", "-c", """
        import socketserver, sys

        class Holds(socketserver.BaseRequestHandler):
            def handle(self):
                self.request.recv(1)

        socketserver.ThreadingTCPServer(("127.0.0.1", int(sys.argv[1])), Holds).serve_forever()
        """, "{port}"]
          }
          workload_manager {
            type = dynamic, max_jobs_per_thread = 1, min_free_jobs_capacity = 1, max_free_jobs_capacity = 2
            max_threads = 8, inactivity_timeout = 1s
          }
        }

        """";

    [Fact]
    public async Task It_grows_to_what_the_load_needs_never_beyond_its_limit_and_shrinks_after_it()
    {
        await using var cluster = await TestCluster.Start(Service, arrange: c =>
        {
            foreach (var node in c.Nodes)
            {
                node.More = "capacity.containers = 3"; // So no node can serve it alone.
            }
        });
        await Idle(cluster);
        var clients = new Dictionary<string, Socket>(StringComparer.Ordinal);
        try
        {
            await using var count = new Headcount(cluster, "load", Services.ReadyAfter);
            await Hold(cluster, clients, 5);
            await Eventually.Succeeds(async () => await Is(cluster, free: (1, 2), used: 5));
            Assert.Contains(",", cluster.Spread("load"), StringComparison.Ordinal);

            await Hold(cluster, clients, Most);
            await Eventually.Succeeds(async () => await Is(cluster, free: (0, 0), used: Most));
            Assert.True(count.Most <= Most, $"{count}\n{cluster.Story}");

            Drop(clients);
            await Idle(cluster);
            Assert.True(count.Most <= Most, $"{count}\n{cluster.Story}");
        }
        finally
        {
            Drop(clients);
        }

        await cluster.History.AssertOneLeaderAtATime();
    }

    [Fact]
    public async Task A_node_that_is_shut_down_keeps_its_containers_until_others_have_the_capacity()
    {
        await using var cluster = await TestCluster.Start(Service);
        await Idle(cluster);
        await Told(cluster);
        await using (var count = new Headcount(cluster, "load", ReadyAfter))
        {
            for (var times = 0; times < 2; times++)
            {
                var node = cluster.Nodes.First(n => n.Runs && n.PidsOf("load").Count > 0);
                Assert.Equal(0, await node.Shutdown());
                Assert.Contains("of load shall be ready on other nodes first", node.Said);
                Assert.DoesNotContain("does not wait", node.Said);
                await Told(cluster);
            }

            Assert.True(count.Least >= 1 && count.Looks > 0, $"{count}\n{cluster.Story}");
        }
    }

    /// <summary>The leader has heard of all that are ready; before that it takes them for idle.</summary>
    private static Task Told(TestCluster cluster) => Eventually.Succeeds(async () =>
        Assert.Equal(cluster.Workers("load").Count, await cluster.History.ReadyByReports("load")));

    private static Task Idle(TestCluster cluster) =>
        Eventually.Succeeds(async () => await Is(cluster, free: (1, 2), used: 0));

    private static async Task Is(TestCluster cluster, (int From, int To) free, int used)
    {
        var live = cluster.Workers("load").Count;
        var ready = (await cluster["n1"].Api.Containers()).Count(c => c.State == "ready");
        if (live == ready && live >= used + free.From && live <= used + free.To)
        {
            return;
        }

        throw new ExpectationException(
            $"{live} live, {ready} ready, {used} used: {cluster.Spread("load")}\n{cluster.Story}\n"
            + await cluster.History.Told("status", "assignments"));
    }

    /// <summary>One connection to each container, as they come, until there are so many.</summary>
    private static Task Hold(TestCluster cluster, Dictionary<string, Socket> held, int wanted) => Eventually.Succeeds(
        async () =>
        {
            foreach (var container in (await cluster["n2"].Api.Containers()).Where(c => c.State == "ready"))
            {
                var address = container.Addresses[0];
                if (held.Count < wanted && !held.ContainsKey(address))
                {
                    var port = int.Parse(address.Split(':')[1], CultureInfo.InvariantCulture);
                    held[address] = await Web.Connect(port);
                }
            }

            Assert.True(held.Count == wanted, $"{held.Count} of {wanted} found a container\n{cluster.Story}");
        });

    private static void Drop(Dictionary<string, Socket> clients)
    {
        foreach (var client in clients.Values)
        {
            client.Dispose();
        }

        clients.Clear();
    }
}
