using System.Runtime.InteropServices;

namespace ControlPlane.Platform.Native;

/// <summary>Users and groups through the name service switch (getpwnam(3), getgrnam(3), getgrouplist(3)).</summary>
internal static partial class Libc
{
    /// <summary>struct passwd.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct Passwd
    {
        public byte* Name;
        public byte* Password;
        public uint Uid;
        public uint Gid;
        public byte* Comment;
        public byte* Home;
        public byte* Shell;
    }

    /// <summary>struct group.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct Group
    {
        public byte* Name;
        public byte* Password;
        public uint Gid;
        public byte** Members;
    }

    [LibraryImport(Library, EntryPoint = "geteuid")]
    public static partial uint EffectiveUid();

    [LibraryImport(Library, EntryPoint = "getegid")]
    public static partial uint EffectiveGid();

    [LibraryImport(Library, EntryPoint = "getpwnam_r", StringMarshalling = StringMarshalling.Utf8)]
    public static unsafe partial int UserByName(
        string name, Passwd* entry, byte* buffer, nuint length, Passwd** result);

    [LibraryImport(Library, EntryPoint = "getpwuid_r")]
    public static unsafe partial int UserById(uint uid, Passwd* entry, byte* buffer, nuint length, Passwd** result);

    [LibraryImport(Library, EntryPoint = "getgrnam_r", StringMarshalling = StringMarshalling.Utf8)]
    public static unsafe partial int GroupByName(
        string name, Group* entry, byte* buffer, nuint length, Group** result);

    [LibraryImport(Library, EntryPoint = "getgrgid_r")]
    public static unsafe partial int GroupById(uint gid, Group* entry, byte* buffer, nuint length, Group** result);

    [LibraryImport(Library, EntryPoint = "getgrouplist", StringMarshalling = StringMarshalling.Utf8)]
    public static unsafe partial int GroupsOf(string user, uint gid, uint* groups, int* count);
}
