using System.Net.Sockets;
using ControlPlane.Cli.Arguments;
using ControlPlane.Contracts.Admin;

namespace ControlPlane.Cli.Client;

/// <summary>Why nobody accepted on a control socket, and what to do about it.</summary>
internal static class NoNode
{
    public static CliException Explain(SocketError error, string path, string socketDirectory)
    {
        if (error is SocketError.AccessDenied)
        {
            return new CliException(
                ExitCodes.Refused,
                $"{path} may not be opened by this user ({Environment.UserName})",
                "run the command as the user of the node, or as root");
        }

        if (error is SocketError.WouldBlock or SocketError.TryAgain or SocketError.TimedOut)
        {
            return new CliException(
                ExitCodes.NotInTime,
                $"the node in {socketDirectory} does not accept connections",
                "is its process stopped, or the machine overloaded?");
        }

        return new CliException(
            ExitCodes.Unavailable,
            $"no node in {socketDirectory}: {Reason(path, socketDirectory)}",
            socketDirectory == SharedOptions.DefaultSocketDirectory
                ? "start one with: cplane run FILE; or name its directory with --sockdir"
                : $"start one with: cplane run FILE --sockdir {socketDirectory}; or name another directory");
    }

    private static string Reason(string path, string socketDirectory)
    {
        if (!Directory.Exists(socketDirectory))
        {
            return File.Exists(socketDirectory) ? "that is not a directory" : "there is no such directory";
        }

        return File.Exists(path) || Directory.Exists(path)
            ? $"nobody listens on its {NodeSocket.Name}"
            : $"there is no {NodeSocket.Name}";
    }
}
