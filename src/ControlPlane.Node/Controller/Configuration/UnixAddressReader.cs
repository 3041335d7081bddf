using System.Text;
using ControlPlane.Hocon;
using ControlPlane.Node.Sockets;
using ControlPlane.Platform.Sockets;

namespace ControlPlane.Node.Controller.Configuration;

/// <summary>Reads path, mode and owner of a Unix socket.</summary>
internal static class UnixAddressReader
{
    private const UnixFileMode AllPermissions = (UnixFileMode)511;

    // What the node keeps in its socket directory itself.
    private static readonly string[] OfTheNode =
        ["control.sock", "lock", "workers", "node-id", "netplex.pmanage", "netplex.controller", SlotAddress.Folder];

    /// <summary>One address, or none after an error.</summary>
    public static IEnumerable<UnixListenAddress> Read(Config section, ReadingScope scope)
    {
        var path = ReadPath(section, scope);
        var mode = ReadMode(section);
        var (uid, gid) = OwnerReader.Read(section, scope);
        return path is null ? [] : [new UnixListenAddress(path, mode, uid, gid)];
    }

    /// <summary>The absolute path; null after an error.</summary>
    public static string? ReadPath(Config section, ReadingScope scope)
    {
        if (TextKey.Get(section, "path") is not { } written)
        {
            return null;
        }

        var full = written.Length == 0 || written.Contains('\0')
            ? ""
            : Path.GetFullPath(written, scope.SocketDirectory);
        var problem = full.Length == 0 || written.EndsWith('/')
            ? "is not the path of a socket; expected a path such as \"shop.sock\""
            : Problem(written, full, scope);
        if (problem is not null)
        {
            section.Fail("path", $"is [{written.Replace("\0", "\\0", StringComparison.Ordinal)}], which {problem}");
            return null;
        }

        return full;
    }

    private static string? Problem(string written, string full, ReadingScope scope)
    {
        var bytes = Encoding.UTF8.GetByteCount(full);
        if (bytes > UnixListenAddress.MaxPathBytes)
        {
            return $"is {full} with {PlanText.Of(bytes)} bytes; "
                + $"expected at most {PlanText.Of(UnixListenAddress.MaxPathBytes)}. Choose a shorter path";
        }

        var below = full.StartsWith(scope.SocketDirectory + "/", StringComparison.Ordinal)
            ? full[(scope.SocketDirectory.Length + 1)..]
            : null;
        if (below is null && !Path.IsPathFullyQualified(written))
        {
            return "leaves the socket directory; a relative path lies under it. Write an absolute path";
        }

        if (below is not null && OfTheNode.Contains(below.Split('/')[0]))
        {
            return "the node needs itself in its socket directory; expected another name than "
                + $"{string.Join(", ", OfTheNode)}";
        }

        // The socket directory itself is made at the start.
        var parent = Path.GetDirectoryName(full)!;
        return parent != scope.SocketDirectory && scope.Machine.Files.WhyNotDirectory(parent, null) is { } refused
            ? $"cannot be made: {refused.Message}"
            : null;
    }

    private static UnixFileMode? ReadMode(Config section)
    {
        if (TextKey.Find(section, "mode") is not { } text)
        {
            return null;
        }

        var digits = text.StartsWith("0o", StringComparison.Ordinal) ? text[2..] : text;
        if (digits.Length is 3 or 4 && digits.All(digit => digit is >= '0' and <= '7'))
        {
            var mode = (UnixFileMode)Convert.ToInt32(digits, 8);
            if (mode <= AllPermissions)
            {
                return mode;
            }
        }

        section.Fail("mode", $"is [{text}]; expected permissions in octal from \"0000\" to \"0777\", such as \"0660\"");
        return null;
    }
}
