using System.Net;
using ControlPlane.Contracts;
using ControlPlane.Contracts.Statuses;
using ControlPlane.Node.Admin.Messages;
using ControlPlane.Platform.Processes;

namespace ControlPlane.Node.Tests.Admin.Messages;

/// <summary>What built-in messages write.</summary>
public sealed class MessageTextSpec
{
    private static readonly ContainerStatus Web = new(
        "web", "web-1", "n", ContainerState.Ready, "accepting", 17763, 0, 0, null);

    [Fact]
    public void A_thread_list_has_twenty_columns_for_the_process_then_service_and_state()
    {
        Assert.Equal("       Process 17763: web (0 jobs, accepting)", ThreadListText.Of(Web));
        Assert.Equal("       Process 17763: web (2 jobs, busy)", ThreadListText.Of(Web with { Jobs = 2 }));
        Assert.Equal("       Process 17763: web (accepting)", ThreadListText.Of(Web with { Jobs = null }));
        Assert.Equal(
            "     Container web-1: web (starting)",
            ThreadListText.Of(Web with { Pid = null, State = ContainerState.Starting }));
        Assert.Equal(
            "       Process 17763: web (shutting down)",
            ThreadListText.Of(Web with { State = ContainerState.Stopping }));
        Assert.Equal(
            "     Container web-1: web (backoff: exit code 1)",
            ThreadListText.Of(
                Web with { Pid = null, State = ContainerState.Waiting, Detail = "backoff: exit code 1" }));
        Assert.Equal(
            "AttachedToCtrlProcess 16978: netplex.controller (1 jobs, accepting) (selected*)",
            ThreadListText.OfController(16978));
    }

    [Fact]
    public void Connections_say_container_protocol_peer_age_and_detail()
    {
        var id = new ContainerId("shop", 2);
        Assert.Equal(
            "shop-2: http from 127.0.0.1:5000, 3.3 s: GET /",
            ConnectionText.Of(
                id, "http", new IPEndPoint(IPAddress.Loopback, 5000), TimeSpan.FromSeconds(3.25), "GET /"));
        Assert.Equal("shop-2: rpc from a Unix socket, 0.0 s", ConnectionText.Of(id, "rpc", null, TimeSpan.Zero, null));
        Assert.Equal("web-1: process 17763 has 0 connections", ConnectionText.OfProcess(Web));
        Assert.Equal(
            "web-1: process 17763 does not say what connections it has",
            ConnectionText.OfProcess(Web with { Jobs = null }));
    }

    [Fact]
    public void Figures_of_memory_are_lines_of_plain_numbers()
    {
        var figures = new MemoryFigures(1000, 10, 2000, [1, 2, 3, 4, 5], [7, 8, 9], 5000, 6000, 70, 80, 0.255);

        Assert.Equal(
            [
                "netplex.mem.stats: heap 1000 B",
                "netplex.mem.stats: at the last collection: fragments 10 B, committed 2000 B, generation 0 1 B, "
                    + "generation 1 2 B, generation 2 3 B, large objects 4 B, pinned objects 5 B",
                "netplex.mem.stats: collections 7 of generation 0, 8 of generation 1, 9 of generation 2; 0.26 % of the "
                    + "time",
                "netplex.mem.stats: allocated 5000 B since the start",
                "netplex.mem.stats: working set 6000 B; machine 70 B of 80 B in use",
            ],
            MemoryText.Stats(figures));
        Assert.Equal(
            ["netplex.mem.major: heap 1000 B before, 900 B after; committed 2000 B"],
            MemoryText.Freed(MemoryDeed.Major, figures, figures with { Heap = 900 }));
        Assert.Equal(
            ["netplex.mem.pools: threads 3, 1 at work, at most 100; work 4 waiting, 5 "
                + "done", "netplex.mem.pools: timers 6"],
            MemoryText.Pools(new PoolFigures(3, 1, 100, 4, 5, 6)));
    }

    [Fact]
    public void Descriptors_are_listed_by_number_and_counted() => Assert.Equal(
        ["fd 0: /dev/null", "fd 7: socket:[12]", "2 descriptors are open"],
        DescriptorText.Lines([new OpenDescriptor(0, "/dev/null"), new OpenDescriptor(7, "socket:[12]")]));

    [Theory]
    [InlineData("Major")]
    [InlineData("Compact")]
    [InlineData("Pools")]
    [InlineData("Stats")]
    public void Each_deed_says_what_came_of_it(string deed) =>
        Assert.All(
            MemoryWork.Do(Enum.Parse<MemoryDeed>(deed)),
            line => Assert.StartsWith("netplex.mem.", line, StringComparison.Ordinal));
}
