using System.Net;
using ControlPlane.Platform.Machine;
using ControlPlane.Platform.Native;

namespace ControlPlane.Platform.Sockets;

/// <summary>Room for sockets that workers bind themselves.</summary>
internal static class OwnSockets
{
    private const uint OwnerOnly = 0x1C0; // 0700

    /// <summary>Whether a program could listen on this port of 127.0.0.1 now.</summary>
    public static bool IsPortFree(int port)
    {
        try
        {
            InternetBinding.Listen(
                new ListenPlan(new InternetListenAddress(new IPEndPoint(IPAddress.Loopback, port)), Backlog: 1),
                new IPEndPoint(IPAddress.Loopback, port)).Dispose();
            return true;
        }
        catch (MachineException)
        {
            return false;
        }
    }

    /// <summary>Makes the directory of a path, and removes the socket that a killed worker left there.</summary>
    /// <exception cref="MachineException">There is something else, or the directory cannot be made.</exception>
    public static void ClearPath(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        if (Libc.MakeDirectory(folder, OwnerOnly) < 0 && Errno.Last != Errno.EEXIST)
        {
            throw Errno.Failure($"cannot create directory {folder}", Errno.Last);
        }

        if (FileFacts.Of(path, followLink: false) is not { } facts)
        {
            return;
        }

        if (!facts.IsSocket)
        {
            throw new MachineException(
                $"{path} is to be a worker's socket, but there is something else; remove it", "EEXIST");
        }

        UnixSocketFile.RemoveIfSame(path, facts);
    }
}
