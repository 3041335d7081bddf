using ControlPlane.Api;
using ControlPlane.Api.Netplex;
using ControlPlane.Api.Server;
using ControlPlane.Contracts;

namespace ControlPlane.Hosting;

/// <summary>
/// All faces of a node to the world outside: the control API, on its socket and over TCP, and what speaks other
/// clients' languages.
/// </summary>
internal sealed class NodeFaces(ControlApi control, NetplexFace netplex, TcpFace? remote) : IAsyncDisposable
{
    /// <summary>Starts to answer on the sockets of the launch.</summary>
    public static async Task<NodeFaces> StartAsync(
        IControlPlane node, NodeLaunch launch, CancellationToken cancellation)
    {
        var control = await ControlApi.StartAsync(
            node,
            new ControlApiOptions
            {
                ListenHandle = (ulong)launch.Control!.TakeDescriptor(),
                OwnUid = launch.Machine.Accounts.OwnUid,
            },
            launch.Logging.Factory,
            cancellation);
        try
        {
            var options = new NetplexFaceOptions
            {
                ListenHandle = (ulong)launch.NetplexAdmin!.TakeDescriptor(),
                SocketPath = ((Platform.Sockets.UnixListenAddress)launch.NetplexAdmin.Plan.Address).Path,
                OwnUid = launch.Machine.Accounts.OwnUid,
            };
            launch.Plane.Attach(node);
            return new NodeFaces(
                control, await NetplexFace.StartAsync(node, options, launch.Logging.Factory, cancellation),
                launch.Remote);
        }
        catch
        {
            await control.DisposeAsync();
            throw;
        }
    }

    /// <summary>Each lets the replies on their way leave.</summary>
    public async ValueTask DisposeAsync() => await Task.WhenAll(
        control.DisposeAsync().AsTask(),
        netplex.DisposeAsync().AsTask(),
        remote?.DisposeAsync().AsTask() ?? Task.CompletedTask);
}
