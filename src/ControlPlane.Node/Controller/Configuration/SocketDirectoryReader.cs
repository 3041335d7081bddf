using System.Text;
using ControlPlane.Hocon;
using ControlPlane.Platform.Sockets;

namespace ControlPlane.Node.Controller.Configuration;

/// <summary>Reads <c>controller.socket_directory</c>, which the command line may override.</summary>
internal static class SocketDirectoryReader
{
    /// <summary>The longest path that the node itself binds below it.</summary>
    public const string LongestOwnSocket = "netplex.controller/admin";

    public const string Key = "socket_directory";

    /// <summary>The absolute path; after an error, one that the rest of the file can be judged with.</summary>
    public static string Read(Config controller, NodePlanOptions options)
    {
        var written = TextKey.Get(controller, Key);
        if ((options.SocketDirectory ?? written) is not { } path)
        {
            return options.WorkingDirectory;
        }

        Action<string> fail = options.SocketDirectory is null
            ? message => controller.Fail(Key, message)
            : message => controller.Errors.Add(null, "--sockdir", message);
        if (path.Length == 0 || path.Contains('\0'))
        {
            fail($"is [{path.Replace("\0", "\\0", StringComparison.Ordinal)}]; expected the path of a directory");
            return options.WorkingDirectory;
        }

        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, options.WorkingDirectory));
        var bytes = Encoding.UTF8.GetByteCount($"{full}/{LongestOwnSocket}");
        if (bytes > UnixListenAddress.MaxPathBytes)
        {
            var room = UnixListenAddress.MaxPathBytes - LongestOwnSocket.Length - 1;
            var found = Encoding.UTF8.GetByteCount(full);
            fail($"is [{full}], which has {PlanText.Of(found)} bytes; expected at most {PlanText.Of(room)}, because "
                + $"Unix sockets lie under it and their paths end at {PlanText.Of(UnixListenAddress.MaxPathBytes)}. "
                + "Choose a shorter one");
        }

        return full;
    }
}
