using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace ControlPlane.TestKit;

/// <summary>
/// TCP ports of the loopback address that nobody uses. They lie below those that the kernel gives to who binds port 0
/// or connects (<c>ip_local_port_range</c>, ip(7): 32768 and above), and below those that nodes choose for themselves
/// (20000 and above): nobody takes one by chance between its choice and its use. A port is never handed out twice in
/// one run; two runs at once choose at random. Where a program can bind port 0 and say what it got, prefer that.
/// </summary>
public static class FreePort
{
    private const int Attempts = 1000, Lowest = 10_000, Beyond = 20_000;

    private static readonly HashSet<int> Given = [];

    /// <summary>A port from 10000 to 19999.</summary>
    /// <exception cref="ExpectationException">None is free.</exception>
    public static int Next()
    {
        lock (Given)
        {
            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                var port = RandomNumberGenerator.GetInt32(Lowest, Beyond);
                if (!Given.Contains(port) && IsFree(port))
                {
                    Given.Add(port);
                    return port;
                }
            }
        }

        throw new ExpectationException($"no free port after {Attempts} attempts; {Given.Count} were handed out");
    }

    // Bound, and not listened on: a process that is just being started has a copy of this socket until its exec(2), and
    // one that does not listen hinders nobody who binds with SO_REUSEADDR.
    private static bool IsFree(int port)
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
