using System.Diagnostics;
using ControlPlane.Platform.Native;
using ControlPlane.Platform.Processes;
using ControlPlane.Platform.Workers;

namespace ControlPlane.Platform.Tests.Processes;

public sealed class ProcessHandleSpec
{
    [Fact]
    public async Task It_signals_the_process_and_knows_its_end()
    {
        using var process = Process.Start("sleep", "1000");
        using var handle = ProcessHandle.Of(ProcessFacts.Of(process.Id)!.Value.Identity)!;
        Assert.False(handle.WaitForEnd(TimeSpan.Zero, TimeProvider.System));

        Assert.True(handle.Signal(Libc.SIGTERM));

        Assert.True(handle.WaitForEnd(TimeSpan.FromSeconds(60), TimeProvider.System));
        await process.WaitForExitAsync();
        Assert.False(handle.Signal(Libc.SIGTERM));
    }

    [Fact]
    public void A_process_with_the_same_pid_and_another_start_is_not_held()
    {
        var self = ProcessFacts.Of(Environment.ProcessId)!.Value.Identity;

        Assert.Null(ProcessHandle.Of(self with { StartTime = self.StartTime + 1 }));
        Assert.Null(ProcessHandle.Of(new ProcessIdentity(int.MaxValue, 1)));
    }
}
