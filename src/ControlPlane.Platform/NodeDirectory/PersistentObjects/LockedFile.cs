using System.Globalization;
using System.Text;
using ControlPlane.Platform.Machine;
using ControlPlane.Platform.Native;
using Microsoft.Win32.SafeHandles;

namespace ControlPlane.Platform.NodeDirectory.PersistentObjects;

/// <summary>
/// A small text file of ours, open and locked. The lock belongs to the open description (fcntl(2), F_OFD_SETLK): the
/// record locks of other programs (lockf(3)) and ours exclude each other, and so do two of ours in one process.
/// </summary>
internal sealed class LockedFile : IDisposable
{
    /// <summary>Nobody registers so much; what is longer is not ours to read.</summary>
    public const int Largest = 16 * 1024 * 1024;

    private const uint OwnerOnly = 0x180; // 0600
    private const int WritableByOthers = 0x12; // 0022
    private const int Attempts = 250, PauseMilliseconds = 20;

    private readonly string _path;
    private readonly SafeFileHandle _file;

    private LockedFile(string path, SafeFileHandle file) => (_path, _file) = (path, file);

    public long Length => RandomAccess.GetLength(_file);

    /// <summary>Null: it is not there, and shall not be made.</summary>
    /// <exception cref="MachineException">It cannot be opened or locked, or is another user's.</exception>
    public static LockedFile? Open(string path, bool create)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var fd = Libc.Open(
                path, Libc.O_RDWR | (create ? Libc.O_CREAT : 0) | Libc.O_CLOEXEC | Libc.O_NOFOLLOW | Libc.O_NONBLOCK,
                OwnerOnly);
            if (fd < 0)
            {
                return !create && Errno.Last == Errno.ENOENT
                    ? null
                    : throw Errno.Failure($"cannot open {path}", Errno.Last);
            }

            var descriptor = new Descriptor(fd);
            try
            {
                var facts = Ours(descriptor, path);
                Lock(descriptor, path);

                // Who had the lock before may have removed the file: then this is no longer the one of that name.
                if (FileFacts.Of(path, followLink: false) is { } now && now.IsSameFile(facts))
                {
                    return new LockedFile(path, new SafeFileHandle(descriptor.Release(), ownsHandle: true));
                }
            }
            finally
            {
                descriptor.Dispose();
            }
        }

        throw new MachineException($"cannot open {path}: somebody removes it again and again", "EAGAIN");
    }

    public string Read()
    {
        if (Length > Largest)
        {
            throw new MachineException(
                $"{_path} has {Length} bytes; expected at most {Largest}. Move it away", "EFBIG");
        }

        var bytes = new byte[(int)Length];
        var count = 0;
        while (count < bytes.Length && RandomAccess.Read(_file, bytes.AsSpan(count), count) is > 0 and var more)
        {
            count += more;
        }

        return Encoding.UTF8.GetString(bytes, 0, count);
    }

    /// <summary>Half a line that a full disk left must not swallow the next one.</summary>
    public void Append(string lines)
    {
        var length = Length;
        var last = new byte[1];
        var torn = length > 0 && RandomAccess.Read(_file, last, length - 1) == 1 && last[0] != (byte)'\n';
        Write(torn ? "\n" + lines : lines, length);
    }

    /// <summary>
    /// In place, as others have it open. Shorter first and cut afterwards: if we die in between, old lines follow the
    /// new ones, which say the same of what they name.
    /// </summary>
    public void Replace(string lines)
    {
        Write(lines, 0);
        RandomAccess.SetLength(_file, Encoding.UTF8.GetByteCount(lines));
    }

    public void Dispose() => _file.Dispose();

    private void Write(string text, long at)
    {
        try
        {
            RandomAccess.Write(_file, Encoding.UTF8.GetBytes(text), at);
        }
        catch (IOException e)
        {
            throw new MachineException($"cannot write {_path}: {e.Message}; free disk space", "EIO", e);
        }
    }

    /// <summary>Its contents say what to remove: only what we ourselves wrote may.</summary>
    private static FileFacts Ours(Descriptor descriptor, string path)
    {
        var facts = FileFacts.Of(descriptor) ?? throw Errno.Failure($"cannot look at {path}", Errno.Last);
        if (!facts.IsRegular || facts.Uid != Libc.EffectiveUid() || (facts.Permissions & WritableByOthers) != 0)
        {
            throw new MachineException(string.Create(CultureInfo.InvariantCulture,
                $"{path} is not to be trusted ({facts.Ownership}); expected a plain file of user {Libc.EffectiveUid()} "
                + $"that nobody else may write to (mode 0600)"), "EACCES");
        }

        return facts;
    }

    private static unsafe void Lock(Descriptor file, string path)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var all = new Libc.RecordLock { Type = Libc.F_WRLCK };
            if (Libc.Fcntl(file.Number, Libc.F_OFD_SETLK, &all) == 0)
            {
                return;
            }

            if (Errno.Last is not (Errno.EAGAIN or Errno.EACCES or Errno.EINTR))
            {
                throw Errno.Failure($"cannot lock {path}", Errno.Last);
            }

            _ = Libc.Poll(null, 0, PauseMilliseconds);
        }

        throw new MachineException(
            $"cannot lock {path}: another process has it locked; who it is says: lslocks", "EAGAIN");
    }
}
