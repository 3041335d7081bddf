using System.Globalization;
using System.Text;
using ControlPlane.Platform.Native;

namespace ControlPlane.Platform.Sockets.Census;

/// <summary>Which sockets a process holds: the inodes behind its descriptors (proc(5), /proc/PID/fd).</summary>
internal static class HeldSockets
{
    private static readonly byte[] Prefix = Encoding.ASCII.GetBytes("socket:[");

    /// <summary>Adds the inodes. False: they may not be looked at. A process that is gone holds none.</summary>
    public static bool TryAdd(int pid, HashSet<uint> into)
    {
        var folder = string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/fd");
        try
        {
            foreach (var path in Directory.EnumerateFileSystemEntries(folder))
            {
                if (InodeOf(path) is { } inode)
                {
                    into.Add(inode);
                }
            }

            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
        catch (IOException)
        {
            // It has ended since it was listed.
            return true;
        }
    }

    private static unsafe uint? InodeOf(string path)
    {
        const int Longest = 64;
        var buffer = stackalloc byte[Longest];
        var length = (int)Libc.ReadLink(path, buffer, Longest);
        var target = new ReadOnlySpan<byte>(buffer, Math.Max(length, 0));
        return target.StartsWith(Prefix)
            && uint.TryParse(target[Prefix.Length..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var inode)
            ? inode : null;
    }
}
