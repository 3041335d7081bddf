using System.Runtime.InteropServices;
using ControlPlane.Platform.Native;

namespace ControlPlane.Platform.Workers.Spawning;

/// <summary>
/// Starts a process by posix_spawn(3): chosen descriptors only, its own session and process group, no signal blocked
/// and none ignored (.NET ignores SIGPIPE, and an ignored signal would stay ignored behind exec). Only 32 and 33, which
/// belong to the C library, are left to glibc.
/// </summary>
internal static unsafe class ProcessSpawner
{
    /// <summary>
    /// Returns when exec has succeeded. 0 and the pid, or the error number of what failed in the child.
    /// </summary>
    public static int Spawn(SpawnRequest request, out int pid)
    {
        var first = request.Inherited.Count + 1;
        var moved = new List<Descriptor>();
        var actions = stackalloc byte[Libc.FileActionsSize];
        var attributes = stackalloc byte[Libc.SpawnAttributesSize];
        Check(Libc.FileActionsInit(actions));
        Check(Libc.SpawnAttributesInit(attributes));
        try
        {
            Check(Libc.FileActionsAddOpen(actions, 0, "/dev/null", Libc.O_RDONLY, 0));
            for (var i = 0; i < request.Inherited.Count; i++)
            {
                var source = AboveTargets(request.Inherited[i], first, moved);
                Check(Libc.FileActionsAddDup(actions, source.Number, i + 1));
            }

            Check(Libc.FileActionsAddCloseFrom(actions, first));
            if (request.Directory is { } directory)
            {
                Check(Libc.FileActionsAddDirectory(actions, directory));
            }

            SetSignals(attributes);
            return Execute(request, actions, attributes, out pid);
        }
        finally
        {
            moved.ForEach(d => d.Dispose());
            Check(Libc.FileActionsDestroy(actions));
            Check(Libc.SpawnAttributesDestroy(attributes));
        }
    }

    /// <summary>A source below the last target could be overwritten before it is duplicated.</summary>
    private static Descriptor AboveTargets(Descriptor source, int first, List<Descriptor> moved)
    {
        if (source.Number >= first)
        {
            return source;
        }

        var duplicate = source.Duplicate(first);
        moved.Add(duplicate);
        return duplicate;
    }

    private static void SetSignals(byte* attributes)
    {
        var signals = stackalloc byte[Libc.SignalSetSize];
        Check(Libc.SignalSetFill(signals));
        Check(Libc.SpawnAttributesDefaults(attributes, signals));
        Check(Libc.SignalSetEmpty(signals));
        Check(Libc.SpawnAttributesMask(attributes, signals));
        Check(Libc.SpawnAttributesFlags(attributes,
            Libc.POSIX_SPAWN_SETSID | Libc.POSIX_SPAWN_SETSIGMASK | Libc.POSIX_SPAWN_SETSIGDEF));
    }

    private static int Execute(SpawnRequest request, byte* actions, byte* attributes, out int pid)
    {
        using var arguments = new StringTable(request.Arguments);
        using var environment = new StringTable(request.Environment);
        var path = Marshal.StringToCoTaskMemUTF8(request.Path);
        try
        {
            int started;
            var errno = Libc.PosixSpawn(
                &started, (byte*)path, actions, attributes, arguments.Pointer, environment.Pointer);
            pid = errno == 0 ? started : 0;
            return errno;
        }
        finally
        {
            Marshal.FreeCoTaskMem(path);
        }
    }

    private static void Check(int errno)
    {
        if (errno != 0)
        {
            throw Errno.Failure("cannot prepare a process", errno);
        }
    }
}
