using ControlPlane.Node.Cluster.Session;
using ControlPlane.Node.Tests.Cluster.View;

namespace ControlPlane.Node.Tests.Cluster.Session;

public sealed class NameHolderSpec
{
    [Theory]
    [InlineData(3, 4, "Predecessor")]
    [InlineData(4, 4, "Twin")]
    [InlineData(5, 4, "Twin")]
    public void Of_one_identity_the_one_that_was_started_more_often_holds_the_name(
        long holder, long self, string expected)
    {
        var registration = Views.Registration("n1") with { Incarnation = holder };
        Assert.Equal(expected, $"{NameHolders.Of(registration, registration.Uuid, self)}");
        Assert.Equal(NameHolder.Another, NameHolders.Of(registration, Guid.NewGuid(), self));
    }
}
