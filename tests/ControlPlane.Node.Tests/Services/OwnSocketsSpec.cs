using ControlPlane.Contracts.Statuses;
using ControlPlane.Node.Containers;
using ControlPlane.Node.Containers.InProcess;
using ControlPlane.Node.Controller.Configuration;
using ControlPlane.Node.Services;
using ControlPlane.Node.Sockets;
using ControlPlane.Node.Workload;

namespace ControlPlane.Node.Tests.Services;

public sealed class OwnSocketsSpec
{
    private static readonly ServicePlan Plan = new(
        "web",
        Enabled: true,
        new InProcessPlan("hello", "", new HelloProcessor()),
        [
            new ProtocolPlan("http", []) { PerSlot = ValueList.From([new SlotAddress(SlotAddressKind.Port, "/s")]) },
            new ProtocolPlan("admin", []) { PerSlot = ValueList.From([new SlotAddress(SlotAddressKind.Path, "/s")]) },
            new ProtocolPlan("plain", []),
        ],
        new ConstantPlan(2),
        new LifecyclePlan(
            TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(1), null, StartFailureThen.Wait));

    private readonly ContainerStatus[] _containers =
        [Container(1, ContainerState.Ready), Container(2, ContainerState.Starting), Container(3, ContainerState.Ready)];

    [Theory]
    [InlineData("http", "127.0.0.1:20001 127.0.0.1:20003")]
    [InlineData("admin", "unix:/s/web-1.sock unix:/s/web-3.sock")]
    [InlineData("plain", "")]
    [InlineData("unknown", "")]
    public void Each_ready_container_has_the_one_of_the_protocol(string protocol, string expected) =>
        Assert.Equal(expected, string.Join(' ', OwnSockets.Of(Plan, protocol, _containers)));

    private static ContainerStatus Container(int number, ContainerState state) =>
        new("web", $"web-{number}", "node", state, "", 1, null, 0, null)
        {
            Addresses = [$"127.0.0.1:{20_000 + number}", $"unix:/s/web-{number}.sock"],
        };
}
