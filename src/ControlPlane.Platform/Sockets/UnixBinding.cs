using System.Globalization;
using System.Text;
using ControlPlane.Platform.Machine;
using ControlPlane.Platform.Native;

namespace ControlPlane.Platform.Sockets;

/// <summary>
/// Binds Unix sockets. Mode and owner are set between bind and listen: before listen(2) every connect is refused, so
/// nobody can slip in while the file still has other permissions than asked for. They are set through an O_PATH
/// descriptor of the very file, so a path that is swapped meanwhile changes nothing else.
/// </summary>
internal static class UnixBinding
{
    public static (Descriptor Socket, FileFacts File) Listen(ListenPlan plan, UnixListenAddress address)
    {
        CheckPath(address.Path);
        var socket = RawSocket.Open(Libc.AF_UNIX, Libc.SOCK_STREAM, address.ToString());
        var bound = false;
        try
        {
            Bind(socket, address.Path);
            bound = true;
            using var file = Descriptor.From(
                Libc.Open(address.Path, Libc.O_PATH | Libc.O_NOFOLLOW | Libc.O_CLOEXEC, 0),
                $"cannot open {address.Path} after binding it");
            if (FileFacts.Of(file) is not { IsSocket: true } facts)
            {
                throw new MachineException($"cannot listen on {address}: somebody replaced it at once; "
                    + "use a directory that only trusted users can write to");
            }

            SetPermissions(file, address);
            if (Libc.Listen(socket.Number, plan.Backlog) < 0)
            {
                throw Errno.Failure($"cannot listen on {address}", Errno.Last);
            }

            return (socket, facts);
        }
        catch
        {
            socket.Dispose();
            if (bound)
            {
                _ = Libc.Unlink(address.Path);
            }

            throw;
        }
    }

    /// <summary>Gives the file of a bound socket another mode and owner, if it is still that file.</summary>
    public static void Change(UnixListenAddress address, FileFacts bound)
    {
        using var file = Descriptor.From(
            Libc.Open(address.Path, Libc.O_PATH | Libc.O_NOFOLLOW | Libc.O_CLOEXEC, 0), $"cannot open {address.Path}");
        if (FileFacts.Of(file) is not { } facts || !facts.IsSameFile(bound))
        {
            throw new MachineException($"cannot change {address}: somebody replaced the file; its mode and owner stay");
        }

        // Who is no longer named gives the file back to the node.
        SetPermissions(file, address with
        {
            Uid = address.Uid ?? (facts.Uid == Libc.EffectiveUid() ? null : Libc.EffectiveUid()),
            Gid = address.Gid ?? (facts.Gid == bound.Gid ? null : bound.Gid),
        });
    }

    private static void CheckPath(string path)
    {
        var bytes = Encoding.UTF8.GetByteCount(path);
        if (bytes > UnixListenAddress.MaxPathBytes)
        {
            throw new MachineException(
                $"cannot listen on unix:{path}: the path has {bytes} bytes, at most {UnixListenAddress.MaxPathBytes} "
                + "are allowed; choose a shorter one", "ENAMETOOLONG");
        }

        if (!Path.IsPathRooted(path) || path.Contains('\0'))
        {
            throw new MachineException($"cannot listen on unix:{path}: the path must be absolute", "EINVAL");
        }
    }

    private static void Bind(Descriptor socket, string path)
    {
        var raw = RawAddress.OfPath(path);
        var errno = RawSocket.TryBind(socket, raw);
        if (errno == Errno.EADDRINUSE)
        {
            RemoveStale(path, raw);
            errno = RawSocket.TryBind(socket, raw);
        }

        if (errno == 0)
        {
            return;
        }

        var folder = Path.GetDirectoryName(path) ?? "/";
        throw Errno.Failure($"cannot listen on unix:{path}", errno, errno switch
        {
            Errno.ENOENT => $"directory {folder} is not there: create it",
            Errno.ENOTDIR => $"{folder} is not a directory",
            Errno.EACCES => $"the node may not write to directory {folder}",
            _ => "",
        });
    }

    /// <summary>
    /// A socket file that a killed process left is in the way; one that somebody listens on is not ours to take.
    /// </summary>
    private static void RemoveStale(string path, byte[] raw)
    {
        if (FileFacts.Of(path, followLink: false) is not { } facts)
        {
            return;
        }

        if (!facts.IsSocket)
        {
            throw new MachineException($"cannot listen on unix:{path}: there is a file that is not a socket; "
                + "move it away or choose another path", "EADDRINUSE");
        }

        if (UnixSocketFile.IsLive(raw))
        {
            throw new MachineException($"cannot listen on unix:{path}: another process listens there; "
                + "stop it or choose another path", "EADDRINUSE");
        }

        if (Libc.Unlink(path) < 0 && Errno.Last != Errno.ENOENT)
        {
            throw Errno.Failure($"cannot remove the stale socket {path}", Errno.Last);
        }
    }

    private static void SetPermissions(Descriptor file, UnixListenAddress address)
    {
        if ((address.Uid ?? address.Gid) is not null && Libc.ChangeOwner(
            file.Number, "", address.Uid ?? uint.MaxValue, address.Gid ?? uint.MaxValue, Libc.AT_EMPTY_PATH) < 0)
        {
            throw Errno.Failure($"cannot change the owner of {address.Path}", Errno.Last,
                "only root may give files away");
        }

        // fchmod(2) refuses O_PATH descriptors; chmod(2) through /proc reaches the same file.
        var reachable = string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{file.Number}");
        if (Libc.ChangeMode(reachable, (uint)(address.Mode ?? DefaultMode)) < 0)
        {
            throw Errno.Failure($"cannot change the mode of {address.Path}", Errno.Last);
        }
    }

    /// <summary>0666 minus the umask.</summary>
    private static UnixFileMode DefaultMode
    {
        get
        {
            var status = SmallFile.ReadText("/proc/self/status") ?? "";
            var line = status.Split('\n').FirstOrDefault(l => l.StartsWith("Umask:", StringComparison.Ordinal));
            var umask = line is null ? 0x12 : Convert.ToInt32(line[6..].Trim(), 8);
            return (UnixFileMode)(0x1B6 & ~umask);
        }
    }
}
