using System.Globalization;
using System.Net;
using System.Text;
using ControlPlane.Platform.Machine;
using ControlPlane.Platform.Native;

namespace ControlPlane.Platform.Sockets;

/// <summary>
/// The file of a <c>socket_file</c> address, which names a port of 127.0.0.1: mode 0600, two lines, the word
/// <c>socket_file</c> and the port. Netplex's clients read it in place of a Unix socket.
/// </summary>
internal static class SocketFile
{
    private const string Word = "socket_file";
    private const int Longest = 64;

    /// <summary>Writes the file at once as a whole; a stale one is replaced.</summary>
    /// <exception cref="MachineException">Something else is there, or it cannot be written.</exception>
    public static FileFacts Write(string path, int port)
    {
        RefuseWhatIsNotOurs(path, port);
        var fresh = path + ".new";
        try
        {
            File.Delete(fresh);
            using (var stream = new FileStream(fresh, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }))
            {
                stream.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Word}\n{port}\n")));
            }

            File.Move(fresh, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MachineException($"cannot write {path}, which is to name a port: {e.Message}", inner: e);
        }

        return FileFacts.Of(path, followLink: false)
            ?? throw new MachineException($"cannot find {path} after writing it: somebody removed it at once");
    }

    /// <summary>The port that a file names; null if it is not such a file.</summary>
    public static int? PortOf(string text)
    {
        var lines = text.Split('\n');
        return lines is [Word, var port, ""]
            && int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number is > 0 and <= IPEndPoint.MaxPort
            ? number
            : null;
    }

    private static void RefuseWhatIsNotOurs(string path, int port)
    {
        if (FileFacts.Of(path, followLink: false) is not { } facts)
        {
            return;
        }

        var text = facts.IsRegular ? SmallFile.ReadText(path) ?? "" : "";
        if (!facts.IsRegular || text.Length > Longest || (PortOf(text) is null && text.Length > 0))
        {
            throw new MachineException($"cannot write {path}, which is to name a port: there is something else; "
                + "move it away or choose another path", "EEXIST");
        }

        // The kernel may just have given us the port that a dead one had.
        if (PortOf(text) is { } other && other != port && IsLive(other))
        {
            throw new MachineException(string.Create(CultureInfo.InvariantCulture,
                $"cannot write {path}: somebody listens on port {other}, which it names; stop that, or "
                + $"remove the file"),
                "EADDRINUSE");
        }
    }

    private static bool IsLive(int port)
    {
        using var probe = RawSocket.Open(Libc.AF_INET, Libc.SOCK_STREAM, "a probe");
        return RawSocket.TryConnect(probe, RawAddress.Of(new IPEndPoint(IPAddress.Loopback, port))) == 0;
    }
}
