using System.Net;
using ControlPlane.Hocon;
using ControlPlane.Node.Cluster;
using ControlPlane.Node.Cluster.Placement;
using ControlPlane.Node.Containers;
using ControlPlane.Node.Controller.Configuration;
using ControlPlane.Platform.Sockets;
using ControlPlane.TestKit;

namespace ControlPlane.Node.Tests.Controller.Configuration;

/// <summary>Every file that we show is good, and shows what it says.</summary>
public sealed class ExamplesSpec
{
    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(RepositoryRoot.File("hocon"), "*.conf", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(RepositoryRoot.Path, file).Replace('\\', '/'))
            .Where(file => !file.StartsWith("hocon/reference/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_file_is_good_and_runs_something(string file) => Assert.NotEmpty(Load(file).Services);

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_that_is_read_again_changes_nothing(string file) =>
        Assert.Empty(PlanDifference.Between(Load(file), Load(file)).Lines);

    [Fact]
    public void Production_is_base_with_some_things_changed()
    {
        var @base = Load("hocon/examples/base.conf");
        var production = Load("hocon/examples/production.conf");

        Assert.Equal("/run/shop", production.SocketDirectory);
        Assert.Equal(
            ["0.0.0.0:80", "[::]:80"],
            production.Services[0].Protocols[0].Sockets.Select(socket => socket.Address.ToString()));
        Assert.Equal(@base.Services[0].Worker, production.Services[0].Worker);
        Assert.Contains(
            "service shop: containers from 2 to 8", PlanDifference.Between(@base, production).Lines);
    }

    [Fact]
    public void The_environment_wins_over_production() => Assert.Equal(
        new InternetListenAddress(new IPEndPoint(IPAddress.Any, 8000)),
        Load("hocon/examples/production.conf", ("SHOP_PORT", "8000")).Services[0].Protocols[0].Sockets[0].Address);

    [Fact]
    public void Unix_sockets_have_modes()
    {
        var protocols = Load("hocon/examples/unix-sockets.conf").Services[0].Protocols;

        Assert.Equal(
            ["unix:/tmp/.controlplane-unix/store.sock 0660", "unix:/tmp/.controlplane-unix/private.sock 0600"],
            protocols.SelectMany(protocol => protocol.Sockets).Select(socket => socket.Address)
                .OfType<UnixListenAddress>().Select(address => $"{address} {PlanText.Of(address.Mode)}"));
    }

    [Fact]
    public void The_notify_worker_says_itself_when_it_is_ready() => Assert.Equal(
        Readiness.Notify,
        Assert.IsType<ProcessPlan>(Load("hocon/examples/notify-worker.conf").Services[0].Worker).Ready);

    [Fact]
    public void The_worker_without_protocol_has_none() =>
        Assert.Empty(Load("hocon/examples/worker-without-protocol.conf").Services[0].Protocols);

    [Fact]
    public void Control_over_TCP_has_its_token_beside_the_file() => Assert.Equal(
        new ControlPlan(
            IPEndPoint.Parse("127.0.0.1:8443"), RepositoryRoot.File("hocon/examples/token"), null),
        Load("hocon/examples/control-over-tcp.conf").Control);

    [Fact]
    public void The_cluster_has_services_of_both_scopes()
    {
        var plan = Load("hocon/examples/cluster.conf", ("CPLANE_NODE", "n2"), ("CPLANE_ZONE", "b"));

        Assert.Equal(("n2", "shop"), (plan.Cluster?.Node.Name, plan.Cluster?.Name));
        Assert.Equal([new NodeLabel("zone", "b")], plan.Cluster!.Node.Labels);
        Assert.Equal(
            [PlacementScope.Cluster, PlacementScope.Node], plan.Services.Select(service => service.Placement.Scope));
    }

    private static NodePlan Load(string file, params (string Name, string Value)[] environment)
    {
        var hocon = new HoconOptions
        {
            Environment = name => environment.FirstOrDefault(variable => variable.Name == name).Value,
        };
        var result = NodePlanReader.Load(
            RepositoryRoot.File(file), new FakeMachine(), new NodePlanOptions(RepositoryRoot.Path, Hocon: hocon));
        Assert.True(result.Ok, result.ErrorText);
        return result.Plan;
    }
}
