using System.Net.Sockets;
using System.Runtime.InteropServices;
using ControlPlane.Contracts.Admin;

namespace ControlPlane.Api.Connections;

/// <summary>Who is at the other end of a connection, as the kernel says.</summary>
internal sealed record Peer(uint Uid, int Pid, bool MayAsk)
{
    // socket(7), unix(7): getsockopt(SOL_SOCKET, SO_PEERCRED) fills struct ucred { pid_t pid; uid_t uid; gid_t gid; }.
    private const int SolSocket = 1;
    private const int SoPeerCred = 17;

    [StructLayout(LayoutKind.Sequential)]
    private struct Credentials
    {
        public int Pid;
        public uint Uid;
        public uint Gid;
    }

    /// <summary>Only the node's own user and root may ask.</summary>
    public static Peer Of(Socket socket, uint ownUid)
    {
        var credentials = default(Credentials);
        socket.GetRawSocketOption(
            SolSocket, SoPeerCred, MemoryMarshal.AsBytes(MemoryMarshal.CreateSpan(ref credentials, 1)));
        return new Peer(credentials.Uid, credentials.Pid, credentials.Uid == 0 || credentials.Uid == ownUid);
    }

    /// <param name="face">The face that it came by, for the audit line.</param>
    public Caller ToCaller(string face) => new(face, unchecked((int)Uid), Pid);
}
