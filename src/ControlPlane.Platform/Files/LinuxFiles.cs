using ControlPlane.Platform.Accounts;
using ControlPlane.Platform.Machine;
using ControlPlane.Platform.Native;

namespace ControlPlane.Platform.Files;

/// <summary>Files of this machine.</summary>
internal sealed class LinuxFiles : IFiles
{
    private const uint ReadWriteForAll = 0x1B6; // 0666
    private const int ReadWriteForOthers = 0x36; // 0066

    public Stream OpenAppend(string path)
    {
        // O_NONBLOCK matters for a named pipe only: opening one that nobody reads fails instead of waiting for ever.
        var fd = Libc.Open(path, Libc.O_WRONLY | Libc.O_CREAT | Libc.O_APPEND | Libc.O_CLOEXEC | Libc.O_NOCTTY
            | Libc.O_NONBLOCK, ReadWriteForAll);
        return fd >= 0 ? new AppendStream(new Descriptor(fd), path) : throw Errno.Failure(
            $"cannot open {path}", Errno.Last, Errno.Last switch
            {
                Errno.ENOENT => $"directory {Path.GetDirectoryName(Path.GetFullPath(path))} is not there: create it",
                Errno.EACCES => "the node may not write there: permit it, or choose another place",
                Errno.ENXIO => "it is a named pipe that nobody reads: start the reader first",
                Errno.EISDIR => "name a file, not a directory",
                Errno.EROFS => "choose a place on a writable file system",
                _ => "",
            });
    }

    public IDatagramSender Datagrams(string path) => new UnixDatagramSender(path);

    public MachineException? WhyNotDirectory(string path, Account? account)
    {
        try
        {
            return new PathCheck(new AccountAccess(account)).WhyNotDirectory(Path.GetFullPath(path));
        }
        catch (MachineException e)
        {
            return e; // The node cannot judge for that user, which is a reason, too.
        }
    }

    public MachineException? WhyNotReadable(string path)
    {
        var full = Path.GetFullPath(path);
        return FileFacts.Of(full) is { IsDirectory: true }
            ? new MachineException($"cannot read {full}: it is a directory", "EISDIR")
            : new PathCheck(new AccountAccess(null)).WhyNotReadable(full);
    }

    public MachineException? WhyNotSecret(string path)
    {
        var full = Path.GetFullPath(path);
        return FileFacts.Of(full) is not { } facts || (facts.Permissions & ReadWriteForOthers) == 0
            ? WhyNotReadable(full)
            : new MachineException(
                $"{full} can be read or changed by others than its owner ({facts.Ownership}); "
                + $"keep it secret: chmod 600 {full}",
                "EPERM");
    }
}
