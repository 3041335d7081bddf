using System.Net;
using ControlPlane.Api.Peers;
using ControlPlane.Api.Server;
using ControlPlane.Api.Tls;
using ControlPlane.Contracts;
using ControlPlane.Contracts.Admin;
using ControlPlane.TestKit;

namespace ControlPlane.Api.Tests.Peers;

/// <summary>A peer on loopback before a plane that records, and a client that asks it.</summary>
internal sealed class RunningPeer : IAsyncDisposable
{
    public const string Token = "the token of the test";

    private readonly TcpFace _face;

    private RunningPeer(TcpFace face, RecordingPlane plane, LogLines log)
    {
        _face = face;
        Plane = plane;
        Log = log;
    }

    public RecordingPlane Plane { get; }

    /// <summary>Of the peer.</summary>
    public LogLines Log { get; }

    public IPEndPoint Endpoint => _face.Endpoint;

    public static async Task<RunningPeer> StartAsync(
        PeerTls? tls = null, ControlApiLimits? limits = null, Func<string?>? token = null)
    {
        var (plane, log) = (new RecordingPlane(), new LogLines());
        return new RunningPeer(
            await PeerFace.StartAsync(
                plane,
                new PeerFaceOptions
                {
                    Listen = new IPEndPoint(IPAddress.Loopback, 0),
                    Tls = tls,
                    Token = token ?? (() => Token),
                    Limits = limits ?? new ControlApiLimits(),
                },
                log),
            plane,
            log);
    }

    /// <summary>How fast this machine is, is not what is asked.</summary>
    public static PeerClientOptions Patient { get; } =
        new() { ConnectTimeout = Eventually.DefaultDeadline, AnswerDeadline = Eventually.DefaultDeadline };

    public PeerAddress Address(bool tls = false, string node = "n1", string token = Token) =>
        new(node, Endpoint.ToString(), tls, token);

    /// <summary>One question over TLS, with a client of its own.</summary>
    public async Task<AdminProtocol.Reply> AskSecurelyAsync(PeerTls own, string node = "n1")
    {
        using var client = new PeerClient(Patient with { Tls = own }, new LogLines());
        return await client.AskAsync(
            Address(tls: true, node), new AdminProtocol.ReopenLogfiles(), new Caller("test"), CancellationToken.None);
    }

    /// <summary>One question in plain text, with a client of its own.</summary>
    public async Task<AdminProtocol.Reply> AskAsync(
        AdminProtocol.Request request, PeerAddress? address = null, PeerClientOptions? options = null,
        Caller? caller = null)
    {
        using var client = new PeerClient(options ?? Patient, new LogLines());
        return await client.AskAsync(
            address ?? Address(), request, caller ?? new Caller("test"), CancellationToken.None);
    }

    public ValueTask DisposeAsync() => _face.DisposeAsync();
}
