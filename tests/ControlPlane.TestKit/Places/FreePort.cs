using System.Net;
using System.Net.Sockets;

namespace ControlPlane.TestKit;

/// <summary>
/// TCP ports of the loopback address that nobody uses. The kernel chooses, so two test runs at once get different ones;
/// a port is never handed out twice in one run. Where a program can bind port 0 and say what it got, prefer that.
/// </summary>
public static class FreePort
{
    private const int Attempts = 1000;

    private static readonly HashSet<int> Given = [];

    /// <summary>A port from the kernel's ephemeral range.</summary>
    public static int Next()
    {
        lock (Given)
        {
            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                using var probe = new TcpListener(IPAddress.Loopback, 0);
                probe.Start();
                var port = ((IPEndPoint)probe.LocalEndpoint).Port;
                if (Given.Add(port))
                {
                    return port;
                }
            }
        }

        throw new ExpectationException($"no free port after {Attempts} attempts; {Given.Count} were handed out");
    }
}
