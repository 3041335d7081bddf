using System.Runtime.InteropServices;

namespace ControlPlane.Platform.Native;

/// <summary>posix_spawn(3) and its two opaque structures. All functions return an error number, not -1.</summary>
internal static partial class Libc
{
    public const short POSIX_SPAWN_SETSIGDEF = 0x04, POSIX_SPAWN_SETSIGMASK = 0x08, POSIX_SPAWN_SETSID = 0x80;

    /// <summary>Room for posix_spawn_file_actions_t (80 bytes in glibc) and posix_spawnattr_t (336 bytes).</summary>
    public const int FileActionsSize = 256, SpawnAttributesSize = 512;

    /// <summary>sizeof(sigset_t).</summary>
    public const int SignalSetSize = 128;

    [LibraryImport(Library, EntryPoint = "posix_spawn")]
    public static unsafe partial int PosixSpawn(
        int* pid, byte* path, byte* actions, byte* attributes, byte** arguments, byte** environment);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_init")]
    public static unsafe partial int FileActionsInit(byte* actions);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_destroy")]
    public static unsafe partial int FileActionsDestroy(byte* actions);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_addopen",
        StringMarshalling = StringMarshalling.Utf8)]
    public static unsafe partial int FileActionsAddOpen(byte* actions, int fd, string path, int flags, uint mode);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_adddup2")]
    public static unsafe partial int FileActionsAddDup(byte* actions, int source, int target);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_addclosefrom_np")]
    public static unsafe partial int FileActionsAddCloseFrom(byte* actions, int first);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_addchdir_np",
        StringMarshalling = StringMarshalling.Utf8)]
    public static unsafe partial int FileActionsAddDirectory(byte* actions, string path);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_init")]
    public static unsafe partial int SpawnAttributesInit(byte* attributes);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_destroy")]
    public static unsafe partial int SpawnAttributesDestroy(byte* attributes);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_setflags")]
    public static unsafe partial int SpawnAttributesFlags(byte* attributes, short flags);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_setsigdefault")]
    public static unsafe partial int SpawnAttributesDefaults(byte* attributes, byte* signals);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_setsigmask")]
    public static unsafe partial int SpawnAttributesMask(byte* attributes, byte* signals);

    [LibraryImport(Library, EntryPoint = "sigfillset")]
    public static unsafe partial int SignalSetFill(byte* signals);

    [LibraryImport(Library, EntryPoint = "sigemptyset")]
    public static unsafe partial int SignalSetEmpty(byte* signals);
}
