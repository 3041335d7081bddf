using System.Net.Sockets;
using ControlPlane.Api.Netplex;
using ControlPlane.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace ControlPlane.Api.Tests.Netplex;

/// <summary>
/// The face for netplex-admin on a real Unix socket in a directory of its own, before a plane that records.
/// </summary>
internal sealed class RunningFace : IAsyncDisposable
{
    private readonly Socket _listener;
    private readonly TemporaryDirectory _directory;

    private RunningFace(Socket listener, TemporaryDirectory directory, RecordingPlane plane, NetplexFace face)
    {
        _listener = listener;
        _directory = directory;
        Plane = plane;
        Face = face;
    }

    public RecordingPlane Plane { get; }

    public NetplexFace Face { get; }

    public string SocketPath => _directory.File("admin");

    /// <param name="limits">What clients may take.</param>
    /// <param name="ownUid">Whose the node is; null: whose the test is.</param>
    public static async Task<RunningFace> StartAsync(NetplexFaceLimits? limits = null, uint? ownUid = null)
    {
        var directory = new TemporaryDirectory();
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(directory.File("admin")));
        listener.Listen(128);
        var plane = new RecordingPlane();
        var face = await NetplexFace.StartAsync(
            plane,
            new NetplexFaceOptions
            {
                ListenHandle = (ulong)listener.SafeHandle.DangerousGetHandle(),
                SocketPath = directory.File("admin"),
                OwnUid = ownUid ?? OwnUid(),
                Limits = limits ?? new NetplexFaceLimits(),
            },
            NullLoggerFactory.Instance);
        return new RunningFace(listener, directory, plane, face);
    }

    public RpcClient Connect() => new(SocketPath);

    /// <summary>The proof that the server lives: a ping, answered.</summary>
    public void StillAnswers()
    {
        using var client = Connect();
        Assert.Equal("", client.Call(0).Result);
    }

    public async ValueTask DisposeAsync()
    {
        await Face.DisposeAsync();
        _listener.Dispose();
        _directory.Dispose();
    }

    private static uint OwnUid() => uint.Parse(
        File.ReadLines("/proc/self/status").Single(l => l.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[1],
        System.Globalization.CultureInfo.InvariantCulture);
}
