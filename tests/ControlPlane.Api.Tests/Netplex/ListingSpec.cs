using ControlPlane.Api.Netplex;
using ControlPlane.Contracts.Statuses;

namespace ControlPlane.Api.Tests.Netplex;

public sealed class ListingSpec
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Services_stand_in_the_order_of_the_file_reversed_and_the_controller_last()
    {
        var listed = Listing.Of([Service("a"), Service("b"), Service("c")], [], "/s/netplex.controller/admin");

        Assert.Equal(["c", "b", "a", "netplex.controller"], listed.Select(service => service.Name));
        Assert.Equal(
            new ListedPort.Local("/s/netplex.controller/admin"),
            Assert.Single(Assert.Single(listed[^1].Protocols).Ports));
        Assert.Equal(ListedContainerState.Selected, Assert.Single(listed[^1].Containers).State);
    }

    [Fact]
    public void Containers_stand_newest_first()
    {
        var listed = Listing.Of(
            [Service("a")],
            [
                Container("a", 1, ContainerState.Ready, Noon.AddSeconds(1)),
                Container("a", 2, ContainerState.Ready, Noon.AddSeconds(3)),
                Container("a", 3, ContainerState.Ready, Noon.AddSeconds(2)),
                Container("b", 4, ContainerState.Ready, Noon),
                Container("a", 5, ContainerState.Waiting, null),
            ],
            "/x");

        Assert.Equal(
            ["Container a-5", "Process 2", "Process 3", "Process 1"],
            listed[0].Containers.Select(container => container.SystemId));
        Assert.Equal(4, listed[0].Containers.Select(container => container.Id).Distinct().Count());
    }

    [Theory]
    [InlineData(ContainerState.Starting, null, ListedContainerState.Starting)]
    [InlineData(ContainerState.Ready, null, ListedContainerState.Accepting)]
    [InlineData(ContainerState.Ready, 0, ListedContainerState.Accepting)]
    [InlineData(ContainerState.Ready, 2, ListedContainerState.Busy)]
    [InlineData(ContainerState.Stopping, 2, ListedContainerState.Shutdown)]
    [InlineData(ContainerState.Waiting, null, ListedContainerState.Starting)]
    [InlineData(ContainerState.Failed, null, ListedContainerState.Shutdown)]
    internal void States_have_their_counterpart(ContainerState state, int? jobs, ListedContainerState listed) =>
        Assert.Equal(listed, ListedContainer.Of(Container("a", 1, state, Noon) with { Jobs = jobs }).State);

    [Theory]
    [InlineData(ServiceState.Enabled, ListedState.Enabled)]
    [InlineData(ServiceState.Disabled, ListedState.Disabled)]
    [InlineData(ServiceState.Restarting, ListedState.Restarting)]
    [InlineData(ServiceState.Down, ListedState.Down)]
    internal void Services_too(ServiceState state, ListedState listed) =>
        Assert.Equal(listed, Listing.Of([Service("a") with { State = state }], [], "/x")[0].State);

    [Theory]
    [InlineData("127.0.0.1:8080", "127.0.0.1", 8080, false)]
    [InlineData("[::1]:8080", "::1", 8080, true)]
    [InlineData("[::]:1", "::", 1, true)]
    public void Internet_addresses_are_told_by_family(string address, string host, int port, bool isV6) =>
        Assert.Equal(new ListedPort.Internet(host, port, isV6), ListedPort.Of(address));

    [Fact]
    public void Unix_paths_are_local_and_the_rest_is_unknown()
    {
        Assert.Equal(new ListedPort.Local("/a:b"), ListedPort.Of("unix:/a:b"));
        Assert.All(
            ["", "?", "nonsense:x", "127.0.0.1"],
            address => Assert.Equal(new ListedPort.Unknown(), ListedPort.Of(address)));
    }

    private static ServiceStatus Service(string name) => new(name, ServiceState.Enabled, 1, 1, 1, []);

    private static ContainerStatus Container(
        string service, int number, ContainerState state, DateTimeOffset? started) => new(
        service, $"{service}-{number}", "n", state, "", state == ContainerState.Waiting ? null : number, null, 0,
        started);
}
