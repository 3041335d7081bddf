using ControlPlane.Platform.Native;
using ControlPlane.Platform.Workers.Spawning;

namespace ControlPlane.Platform.Workers.Exits;

/// <summary>Runs a short program of the system to its end, with all of its output thrown away.</summary>
internal static class ShortProgram
{
    /// <summary>How it ended; null: it could not be started.</summary>
    public static WorkerExit? Run(Launch launch)
    {
        using var nowhere = Descriptor.From(
            Libc.Open("/dev/null", Libc.O_WRONLY | Libc.O_CLOEXEC, 0), "cannot open /dev/null");
        var pid = 0;
        OwnChildren.Start(() => ProcessSpawner.Spawn(
            new SpawnRequest(launch.Path, launch.Arguments, launch.Environment, "/", [nowhere, nowhere]), out pid) == 0
            ? pid : 0);
        if (pid == 0)
        {
            return null;
        }

        try
        {
            using var handle = Processes.ProcessHandle.OfChild(pid);
            return WaitStatus.Reap(handle.Descriptor);
        }
        finally
        {
            OwnChildren.Forget(pid);
        }
    }
}
