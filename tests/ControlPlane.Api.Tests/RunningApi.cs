using System.Net.Sockets;
using ControlPlane.Api.Connections;
using ControlPlane.Contracts.Admin;
using ControlPlane.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace ControlPlane.Api.Tests;

/// <summary>The control API on a real Unix socket in a directory of its own, before a plane that records.</summary>
internal sealed class RunningApi : IAsyncDisposable
{
    private readonly Socket _listener;
    private readonly TemporaryDirectory _directory;

    private RunningApi(Socket listener, TemporaryDirectory directory, RecordingPlane plane, ControlApi api)
    {
        _listener = listener;
        _directory = directory;
        Plane = plane;
        Api = api;
    }

    public RecordingPlane Plane { get; }

    public ControlApi Api { get; }

    public string SocketPath => _directory.File("control.sock");

    public static async Task<RunningApi> StartAsync(ControlApiLimits? limits = null, uint? ownUid = null)
    {
        var directory = new TemporaryDirectory();
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(directory.File("control.sock")));
        listener.Listen(512);
        var plane = new RecordingPlane();
        var options = new ControlApiOptions
        {
            ListenHandle = (ulong)listener.SafeHandle.DangerousGetHandle(),
            OwnUid = ownUid ?? 0,
            Limits = limits ?? new ControlApiLimits(),
        };
        if (ownUid is null && !Environment.IsPrivilegedProcess)
        {
            options = options with { OwnUid = OwnUid(directory) };
        }

        return new RunningApi(
            listener, directory, plane, await ControlApi.StartAsync(plane, options, NullLoggerFactory.Instance));
    }

    public RawClient Connect() => new(SocketPath);

    /// <summary>One request on a connection of its own.</summary>
    public HttpReply Send(string method, string target, string body = "", string headers = "")
    {
        using var client = Connect();
        return client.Send(method, target, body, headers);
    }

    /// <summary>The proof that the server lives: a good request, answered.</summary>
    public void StillAnswers()
    {
        Plane.Answer = _ => new AdminProtocol.Services([]);
        var reply = Send("GET", "/v1/services");
        Assert.Equal((200, "[]\n"), (reply.Status, reply.Body));
    }

    public async ValueTask DisposeAsync()
    {
        await Api.DisposeAsync();
        _listener.Dispose();
        _directory.Dispose();
    }

    // What the kernel says of a connection to ourselves.
    private static uint OwnUid(TemporaryDirectory directory)
    {
        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        probe.Connect(new UnixDomainSocketEndPoint(directory.File("control.sock")));
        return Peer.Of(probe, 0).Uid;
    }
}
