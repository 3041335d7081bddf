using System.Diagnostics;

namespace ControlPlane.Api.Tests.Connections;

/// <summary>Asks the API as another user (65534, nobody), which only root can arrange.</summary>
internal static class ForeignClient
{
    // Python reads the answer until the end and prints "STATUS BODY".
    private const string Script =
        """
        import os, socket, sys
        os.chmod(os.path.dirname(sys.argv[1]), 0o755); os.chmod(sys.argv[1], 0o666)
        os.setgroups([]); os.setgid(65534); os.setuid(65534)
        s = socket.socket(socket.AF_UNIX); s.settimeout(30); s.connect(sys.argv[1])
        try: s.sendall(b"GET /v1/services HTTP/1.1\r\nHost: node\r\n\r\n")
        except BrokenPipeError: pass
        b = b""
        while True:
            try: c = s.recv(4096)
            except ConnectionResetError: break
            if not c: break
            b += c
        head, body = b.split(b"\r\n\r\n", 1)
        print(head.split(b" ")[1].decode(), body.decode())
        """;

    public static string Ask(RunningApi api)
    {
        using var python = Process.Start(new ProcessStartInfo("python3", ["-c", Script, api.SocketPath])
        {
            RedirectStandardOutput = true,
        })!;
        var answer = python.StandardOutput.ReadToEnd();
        Assert.True(python.WaitForExit(60_000));
        return answer;
    }
}
