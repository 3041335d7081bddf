using ControlPlane.Platform.Native;

namespace ControlPlane.Platform.Tests.Native;

public sealed class EpollSpec
{
    [Fact]
    public void Happenings_carry_the_ids_that_were_chosen()
    {
        using var epoll = new Epoll();
        using var first = new WakeUp();
        using var second = new WakeUp();
        epoll.Add(first.Descriptor, long.MaxValue);
        epoll.Add(second.Descriptor, -2);

        second.Call();
        Assert.Equal([-2L], Wait(epoll));
        first.Call();
        Assert.Equal([-2L, long.MaxValue], Wait(epoll).Order());

        second.Clear();
        epoll.Remove(first.Descriptor);
        Assert.Empty(Wait(epoll));
    }

    [Fact]
    public void What_was_disposed_wakes_nobody_and_harms_nobody()
    {
        var wake = new WakeUp();
        wake.Dispose();

        wake.Call();
        Assert.True(wake.Descriptor.IsClosed);
    }

    private static long[] Wait(Epoll epoll)
    {
        var ids = new long[8];
        return ids[..epoll.Wait(ids, 0)];
    }
}
