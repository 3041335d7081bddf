using System.Runtime.InteropServices;

namespace ControlPlane.Platform.Native;

/// <summary>Files and permissions (statx(2), faccessat(2), chmod(2), setfsuid(2)).</summary>
internal static partial class Libc
{
    public const int AT_FDCWD = -100, AT_SYMLINK_NOFOLLOW = 0x100, AT_EACCESS = 0x200, AT_EMPTY_PATH = 0x1000;
    public const int X_OK = 1, R_OK = 4;
    public const uint STATX_BASIC_STATS = 0x7ff;

    /// <summary>sizeof(struct statx), the same on every architecture.</summary>
    public const int StatxSize = 256;

    [LibraryImport(Library, EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static unsafe partial int Statx(int directory, string path, int flags, uint mask, byte* result);

    [LibraryImport(Library, EntryPoint = "faccessat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Access(int directory, string path, int mode, int flags);

    [LibraryImport(Library, EntryPoint = "readlink", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static unsafe partial nint ReadLink(string path, byte* buffer, nuint length);

    [LibraryImport(Library, EntryPoint = "mkdir", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int MakeDirectory(string path, uint mode);

    [LibraryImport(Library, EntryPoint = "rmdir", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int RemoveDirectory(string path);

    [LibraryImport(Library, EntryPoint = "unlink", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Unlink(string path);

    [LibraryImport(Library, EntryPoint = "chmod", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ChangeMode(string path, uint mode);

    [LibraryImport(Library, EntryPoint = "fchmod", SetLastError = true)]
    public static partial int ChangeMode(int fd, uint mode);

    [LibraryImport(Library, EntryPoint = "fchownat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ChangeOwner(int directory, string path, uint uid, uint gid, int flags);

    /// <summary>struct flock of 64-bit machines: a record lock of a description (F_OFD_SETLK).</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct RecordLock
    {
        public short Type;
        public short Whence;
        public long Start;
        public long Length;
        public int Pid;
    }

    public const int F_OFD_SETLK = 37;
    public const short F_WRLCK = 1;

    [LibraryImport(Library, EntryPoint = "fcntl", SetLastError = true)]
    public static unsafe partial int Fcntl(int fd, int command, RecordLock* argument);

    /// <summary>Of the calling thread only; returns the former value, also when it failed.</summary>
    [LibraryImport(Library, EntryPoint = "setfsuid")]
    public static partial int SetFileUser(uint uid);

    /// <summary>Of the calling thread only; returns the former value, also when it failed.</summary>
    [LibraryImport(Library, EntryPoint = "setfsgid")]
    public static partial int SetFileGroup(uint gid);
}
