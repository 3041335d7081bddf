using System.Globalization;
using ControlPlane.Platform.Machine;
using ControlPlane.Platform.Native;

namespace ControlPlane.Platform.NodeDirectory;

/// <summary>
/// Who a node of a cluster is, whatever its name: two nodes of one name are the same one if their uuid is the same, and
/// then the higher incarnation counts. Kept in the socket directory, also after a shutdown.
/// </summary>
/// <param name="Uuid">Made at the first start.</param>
/// <param name="Incarnation">From 1; one more with each start.</param>
public sealed record NodeIdentity(Guid Uuid, long Incarnation)
{
    /// <summary>Two lines: the uuid, and the incarnation that was used last.</summary>
    public const string FileName = "node-id";

    private const int MostBytes = 256;

    /// <summary>Reads it, counts this start, and writes it; whoever calls holds the lock of the directory.</summary>
    /// <exception cref="MachineException">It is damaged, or cannot be read or written.</exception>
    internal static NodeIdentity Next(string directory)
    {
        var path = Path.Combine(directory, FileName);
        var identity = Read(path) is { } last
            ? last with { Incarnation = last.Incarnation + 1 }
            : new NodeIdentity(Guid.NewGuid(), 1);
        Write(path, identity);
        return identity;
    }

    private static NodeIdentity? Read(string path)
    {
        if (FileFacts.Of(path, followLink: false) is not { } facts)
        {
            return null;
        }

        if (!facts.IsRegular)
        {
            throw new MachineException($"{path} is not a regular file; {WhatToDo}", "EINVAL");
        }

        var text = SmallFile.ReadText(path, MostBytes)
            ?? throw Errno.Failure($"cannot read {path}", Errno.Last, "permit it: it belongs to this node");
        return text.Split('\n') is [var uuid, var number, ""]
            && Guid.TryParseExact(uuid, "D", out var id) && id != Guid.Empty
            && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var incarnation)
            && incarnation is > 0 and < long.MaxValue
            ? new NodeIdentity(id, incarnation)
            : throw new MachineException(
                $"{path} is damaged; expected a uuid and a number, one a line; {WhatToDo}", "EINVAL");
    }

    private const string WhatToDo =
        "restore it, or remove it: then this node is a new one to its cluster, and has to wait "
        + "until the lease of the old one of its name has ended";

    private static void Write(string path, NodeIdentity identity)
    {
        var next = path + ".new";
        try
        {
            File.Delete(next); // Of a node that was killed while it wrote.
            using (var file = new FileStream(next, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }))
            {
                file.Write(System.Text.Encoding.ASCII.GetBytes(string.Create(
                    CultureInfo.InvariantCulture, $"{identity.Uuid:D}\n{identity.Incarnation}\n")));
                file.Flush(flushToDisk: true);
            }

            File.Move(next, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MachineException($"cannot write {path}: {e.Message}; free disk space, or permit it", "EIO", e);
        }
    }
}
