using ControlPlane.Platform.Accounts;
using ControlPlane.Platform.Machine;
using ControlPlane.Platform.Native;

namespace ControlPlane.Platform.Files;

/// <summary>Finds which component of a path stops a user, and says it in one line.</summary>
internal sealed class PathCheck(AccountAccess access)
{
    public string Who => access.Who;

    /// <summary>Why this is no directory that the user can enter, or null.</summary>
    public MachineException? WhyNotDirectory(string path)
    {
        if (FileFacts.Of(path) is { IsDirectory: false })
        {
            return new MachineException($"directory {path} is not a directory", "ENOTDIR");
        }

        return access.Try(path, Libc.X_OK) is var errno and not 0 ? Explain("directory", path, "enter", errno) : null;
    }

    /// <summary>Why the user may not execute this file, or null.</summary>
    public MachineException? WhyNotExecutable(string path)
    {
        var facts = FileFacts.Of(path);
        if (facts is { IsDirectory: true })
        {
            return new MachineException($"cannot execute {path}: it is a directory", "EACCES");
        }

        if (facts is { IsRegular: false })
        {
            return new MachineException($"cannot execute {path}: it is not a regular file", "EACCES");
        }

        return access.Try(path, Libc.X_OK) is var errno and not 0 ? Explain("cannot execute", path, "execute", errno)
            : null;
    }

    /// <summary>Why the user may not read this file, or null.</summary>
    public MachineException? WhyNotReadable(string path) =>
        access.Try(path, Libc.R_OK) is var errno and not 0 ? Explain("cannot read", path, "read", errno) : null;

    private MachineException Explain(string what, string path, string doing, int errno)
    {
        if (errno is not (Errno.EACCES or Errno.ENOENT or Errno.ENOTDIR))
        {
            return Errno.Failure($"{what} {path}", errno);
        }

        for (var end = path.IndexOf('/', 1); end > 0; end = path.IndexOf('/', end + 1))
        {
            var folder = path[..end];
            var why = access.Try(folder, Libc.X_OK);
            if (why == Errno.ENOENT)
            {
                return new MachineException($"{what} {path}: {folder} is not there", "ENOENT");
            }

            if (FileFacts.Of(folder) is { IsDirectory: false })
            {
                return new MachineException($"{what} {path}: {folder} is not a directory", "ENOTDIR");
            }

            if (why != 0)
            {
                return Denied(what, path, "enter", folder, why);
            }
        }

        return errno == Errno.ENOENT
            ? new MachineException($"{what} {path}: it is not there", "ENOENT")
            : Denied(what, path, doing, path, errno);
    }

    private MachineException Denied(string what, string path, string doing, string where, int errno)
    {
        var facts = FileFacts.Of(where);
        var bits = facts is null ? "" : $" ({facts.Value.Ownership})";
        var advice = facts is { IsRegular: true } && doing == "execute" && (facts.Value.Permissions & 0x49) != 0
            && Who.EndsWith(" 0", StringComparison.Ordinal)
            ? "is its file system mounted noexec?"
            : $"permit it (chmod, chgrp) or choose another place";
        return new MachineException($"{what} {path}: {Who} may not {doing} {where}{bits}; {advice}",
            Errno.Name(errno));
    }
}
