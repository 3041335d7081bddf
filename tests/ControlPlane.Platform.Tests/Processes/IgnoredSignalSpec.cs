using ControlPlane.Platform.Native;
using ControlPlane.Platform.Tests.Rig;
using ControlPlane.Platform.Processes;

namespace ControlPlane.Platform.Tests.Processes;

[Collection(Alone.Name)]
public sealed class IgnoredSignalSpec
{
    [Fact]
    public unsafe void Ignored_becomes_the_default_and_a_handler_stays()
    {
        var former = stackalloc byte[256];
        var action = stackalloc byte[256];
        var now = stackalloc byte[256];
        Assert.Equal(0, Libc.SignalAction(Libc.SIGCHLD, null, former));
        try
        {
            *(ulong*)action = 1;
            Assert.Equal(0, Libc.SignalAction(Libc.SIGCHLD, action, null));
            IgnoredSignal.Heed(Libc.SIGCHLD);
            Assert.Equal(0, Libc.SignalAction(Libc.SIGCHLD, null, now));
            Assert.Equal(0UL, *(ulong*)now);
        }
        finally
        {
            Assert.Equal(0, Libc.SignalAction(Libc.SIGCHLD, former, null));
        }

        IgnoredSignal.Heed(Libc.SIGCHLD);
        Assert.Equal(0, Libc.SignalAction(Libc.SIGCHLD, null, now));
        Assert.Equal(*(ulong*)former, *(ulong*)now);
    }
}
