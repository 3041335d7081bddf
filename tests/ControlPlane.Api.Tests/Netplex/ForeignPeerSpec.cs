using System.Diagnostics;

namespace ControlPlane.Api.Tests.Netplex;

/// <summary>Only the node's own user and root may call.</summary>
public sealed class ForeignPeerSpec
{
    // Calls ping as nobody and prints the reply in hexadecimal, until the server closes.
    private const string Script =
        """
        import os, socket, sys
        os.chmod(os.path.dirname(sys.argv[1]), 0o755); os.chmod(sys.argv[1], 0o666)
        os.setgroups([]); os.setgid(65534); os.setuid(65534)
        s = socket.socket(socket.AF_UNIX); s.settimeout(30); s.connect(sys.argv[1])
        s.sendall(bytes.fromhex(sys.argv[2]))
        b = b""
        while True:
            try: c = s.recv(4096)
            except ConnectionResetError: break
            if not c: break
            b += c
        print(b.hex())
        """;

    [Fact]
    public async Task Another_user_gets_an_authentication_error_and_nothing_else()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return; // Only root can be somebody else.
        }

        await using var face = await RunningFace.StartAsync();
        var ping = "80000028" + RpcClient.Head(0).Replace(" ", "", StringComparison.Ordinal);

        using var python = Process.Start(new ProcessStartInfo("python3", ["-c", Script, face.SocketPath, ping + ping])
        {
            RedirectStandardOutput = true,
        })!;
        var reply = await python.StandardOutput.ReadToEndAsync();
        Assert.True(python.WaitForExit(60_000));

        Assert.Equal("80000014" + "00000007" + "00000001" + "00000001" + "00000001" + "00000005", reply.Trim());
        Assert.Empty(face.Plane.Asked);
    }
}
