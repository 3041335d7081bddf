using System.Buffers.Binary;
using System.Globalization;

namespace ControlPlane.Platform.Native;

/// <summary>
/// What statx(2) says about a file. Device and inode are its identity while it is kept open or not removed.
/// </summary>
internal readonly record struct FileFacts(uint Uid, uint Gid, int Mode, ulong Inode, ulong Device)
{
    private const int TypeMask = 0xF000, Socket = 0xC000, Link = 0xA000, Regular = 0x8000, FolderType = 0x4000;

    public bool IsSocket => (Mode & TypeMask) == Socket;
    public bool IsLink => (Mode & TypeMask) == Link;
    public bool IsRegular => (Mode & TypeMask) == Regular;
    public bool IsDirectory => (Mode & TypeMask) == FolderType;

    /// <summary>Permission bits, 0 to 07777.</summary>
    public int Permissions => Mode & 0xFFF;

    /// <summary>For error texts: <c>mode 0700, owner 0:0</c>.</summary>
    public string Ownership => string.Create(CultureInfo.InvariantCulture,
        $"mode {Convert.ToString(Permissions, 8).PadLeft(4, '0')}, owner {Uid}:{Gid}");

    public bool IsSameFile(FileFacts other) => Inode == other.Inode && Device == other.Device;

    /// <summary>Null when it is not there or cannot be looked at; then <see cref="Errno.Last"/> says why.</summary>
    public static FileFacts? Of(string path, bool followLink = true) =>
        Look(Libc.AT_FDCWD, path, followLink ? 0 : Libc.AT_SYMLINK_NOFOLLOW);

    /// <summary>Of an open descriptor, also one opened with O_PATH.</summary>
    public static FileFacts? Of(Descriptor descriptor) => Look(descriptor.Number, "", Libc.AT_EMPTY_PATH);

    private static unsafe FileFacts? Look(int directory, string path, int flags)
    {
        var buffer = stackalloc byte[Libc.StatxSize];
        if (Libc.Statx(directory, path, flags, Libc.STATX_BASIC_STATS, buffer) < 0)
        {
            return null;
        }

        var raw = new ReadOnlySpan<byte>(buffer, Libc.StatxSize);
        var device = ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(raw[136..]) << 32)
            | BinaryPrimitives.ReadUInt32LittleEndian(raw[140..]);
        return new FileFacts(
            BinaryPrimitives.ReadUInt32LittleEndian(raw[20..]),
            BinaryPrimitives.ReadUInt32LittleEndian(raw[24..]),
            BinaryPrimitives.ReadUInt16LittleEndian(raw[28..]),
            BinaryPrimitives.ReadUInt64LittleEndian(raw[32..]),
            device);
    }
}
