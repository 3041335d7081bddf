using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ControlPlane.Platform.Native;
using ControlPlane.Platform.Processes;

namespace ControlPlane.Platform.Sockets;

/// <summary>
/// Who listens on a port: by the inode in /proc/net/tcp, then by /proc/PID/fd. Best effort, for an error text only:
/// descriptors of other users are visible to root alone.
/// </summary>
internal static class PortHolder
{
    private const string Listening = "0A";
    private const int LargestTable = 4 * 1024 * 1024;

    /// <summary>E.g. <c>pid 812 (nginx)</c>; null: not found.</summary>
    public static string? Of(IPEndPoint endPoint)
    {
        var inodes = Inodes("/proc/net/tcp", endPoint).Concat(Inodes("/proc/net/tcp6", endPoint))
            .Select(i => $"socket:[{i}]").ToHashSet();
        if (inodes.Count == 0)
        {
            return null;
        }

        var pid = ProcessTable.Pids().FirstOrDefault(p => Descriptors(p).Any(inodes.Contains));
        return pid == 0 ? null : $"pid {pid} ({ProcessFacts.Of(pid)?.Command ?? "?"})";
    }

    /// <summary>
    /// Inodes of listening sockets that exclude this address: the same one, or a catch-all on either side.
    /// </summary>
    private static IEnumerable<string> Inodes(string table, IPEndPoint endPoint)
    {
        var port = endPoint.Port.ToString("X4", CultureInfo.InvariantCulture);
        foreach (var line in (SmallFile.ReadText(table, LargestTable) ?? "").Split('\n').Skip(1))
        {
            var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length > 9 && fields[3] == Listening && fields[1].EndsWith($":{port}", StringComparison.Ordinal)
                && Overlap(Address(fields[1][..^5]), endPoint.Address))
            {
                yield return fields[9];
            }
        }
    }

    private static bool Overlap(IPAddress held, IPAddress wanted) =>
        held.Equals(wanted) || IsAny(held) || (IsAny(wanted) && held.AddressFamily == wanted.AddressFamily);

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    /// <summary>The kernel prints each 32-bit word as a number of this (little-endian) machine.</summary>
    private static IPAddress Address(string text)
    {
        var bytes = Convert.FromHexString(text);
        for (var word = 0; word < bytes.Length; word += 4)
        {
            Array.Reverse(bytes, word, 4);
        }

        var address = new IPAddress(bytes);
        return address.AddressFamily == AddressFamily.InterNetworkV6 && address.IsIPv4MappedToIPv6
            ? address.MapToIPv4() : address;
    }

    private static IEnumerable<string> Descriptors(int pid)
    {
        var folder = string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/fd");
        string[] links;
        try
        {
            links = Directory.GetFiles(folder);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            return []; // Another user's, or it has just ended.
        }

        return links.Select(Target).OfType<string>();
    }

    private static string? Target(string link)
    {
        try
        {
            return new FileInfo(link).LinkTarget;
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            return null;
        }
    }
}
