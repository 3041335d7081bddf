using System.Net;
using System.Security.Cryptography;
using ControlPlane.Api.Peers;
using ControlPlane.Api.Server;
using ControlPlane.Api.Tls;
using ControlPlane.Etcd;
using ControlPlane.Node.Cluster;
using ControlPlane.Node.Controller;
using ControlPlane.Platform.Machine;
using ControlPlane.Platform.NodeDirectory;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Hosting;

/// <summary>
/// What a clustered node takes before it starts: who it is, the way to etcd, the address for its peers, and its name,
/// which nobody else may hold.
/// </summary>
internal sealed class ClusterLaunch : IAsyncDisposable
{
    private const int TokenBytes = 32;

    private readonly ClusterPlan _plan;
    private readonly NodeIdentity _identity;
    private readonly LinuxMachine _machine;
    private readonly EtcdClient _etcd;
    private readonly PeerClient _peers;
    private readonly LatePlane _plane;
    private readonly ClusterFile _file;
    private readonly ILogger _log;
    private TcpFace? _face;
    private volatile string? _token;

    private ClusterLaunch(
        ClusterPlan plan, NodeIdentity identity, LinuxMachine machine, EtcdClient etcd, PeerClient peers,
        LatePlane plane, ClusterFile file,
        ILogger log)
    {
        _file = file;
        _plan = plan;
        _plane = plane;
        _identity = identity;
        _machine = machine;
        _etcd = etcd;
        _peers = peers;
        _log = log;
    }

    /// <exception cref="MachineException">
    /// Another node has the name, the address cannot be bound, a file cannot be read.
    /// </exception>
    public static async Task<ClusterLaunch> PrepareAsync(
        ClusterPlan plan, SocketDirectory directory, LinuxMachine machine, LatePlane plane, ILoggerFactory loggers,
        ILogger log)
    {
        var etcd = EtcdConnection.Open(plan.Etcd);
        var tls = plan.Tls is { } files ? new PeerTls(files.Certificate, files.Key, files.Ca) : null;
        var launch = new ClusterLaunch(
            plan, directory.TakeIdentity(), machine, etcd, new PeerClient(new PeerClientOptions { Tls = tls }, loggers),
            plane, new ClusterFile(directory.Path, log.Notice), log);
        try
        {
            await launch.ListenAsync(tls, loggers);
            await NameClaim.CheckAsync(plan, launch._identity, etcd, TimeProvider.System, log.Notice);
            return launch;
        }
        catch
        {
            await launch.DisposeAsync();
            throw;
        }
    }

    public ClusterSetup Setup() => new(
        _plan, _etcd, _peers, _identity.Uuid, _identity.Incarnation,
        _plan.Node.Advertise ?? _face!.Endpoint.ToString(), _plan.Node.Memory ?? _machine.TotalMemory,
        ProgramVersion.Text)
    {
        NewToken = () => Convert.ToHexString(RandomNumberGenerator.GetBytes(TokenBytes)),
        History = _plan.Etcd.Compact ? _etcd : null,
        OnToken = token => _token = token,
        Remembers = new ClusterMemory(_file),
    };

    public async ValueTask DisposeAsync()
    {
        if (_face is not null)
        {
            await _face.DisposeAsync();
        }

        _peers.Dispose();
        _etcd.Dispose();
        await _file.DisposeAsync();
    }

    private async Task ListenAsync(PeerTls? tls, ILoggerFactory loggers)
    {
        var address = new IPEndPoint(IPAddress.Parse(_plan.Node.Listen.Host), _plan.Node.Listen.Port);
        try
        {
            _face = await PeerFace.StartAsync(
                _plane, new PeerFaceOptions { Listen = address, Tls = tls, Token = () => _token }, loggers);
        }
        catch (Exception e) when (e is IOException or ArgumentException)
        {
            throw new MachineException($"cluster.node.listen = {address}: {e.Message}", "EADDRNOTAVAIL", e);
        }
    }
}
