using System.Net;
using ControlPlane.Platform.Sockets;
using ControlPlane.Platform.Tests.Rig;

namespace ControlPlane.Platform.Tests.Sockets;

/// <summary>Alone: a process that is being started holds every socket too, until its exec(2).</summary>
[Collection(Alone.Name)]
public sealed class PortHolderSpec
{
    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1", true)]
    [InlineData("127.0.0.1", "0.0.0.0", true)]
    [InlineData("0.0.0.0", "127.0.0.1", true)]
    [InlineData("127.0.0.1", "127.0.0.2", false)]
    public void Who_listens_on_an_overlapping_address_holds_the_port(string held, string wanted, bool found)
    {
        using var listener = LinuxListener.Open(
            new ListenPlan(new InternetListenAddress(new IPEndPoint(IPAddress.Parse(held), 0))));
        var port = IPEndPoint.Parse(listener.Address).Port;

        var holder = PortHolder.Of(new IPEndPoint(IPAddress.Parse(wanted), port));

        Assert.Equal(found, holder?.StartsWith($"pid {Environment.ProcessId} (", StringComparison.Ordinal) ?? false);
    }
}
