using ControlPlane.Node.Sockets;

namespace ControlPlane.Node.Tests.Sockets;

public sealed class DispatchSpec
{
    [Theory]
    [InlineData(new int[0], -1)]
    [InlineData(new[] { 5 }, 0)]
    [InlineData(new[] { 2, 1, 3 }, 1)]
    [InlineData(new[] { 1, 0, 0 }, 1)]
    public void The_least_loaded_container_is_chosen_and_of_equals_the_first(int[] jobs, int choice) =>
        Assert.Equal(choice, Dispatch.Choose(jobs));
}
