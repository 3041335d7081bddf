using ControlPlane.Contracts;
using ControlPlane.Contracts.Admin;
using ControlPlane.Hocon;
using ControlPlane.Node.Controller;
using ControlPlane.Node.Logging.Front;
using ControlPlane.Platform.Machine;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ControlPlane.Hosting.Embedding;

/// <summary>
/// A node in an application: starts and stops with its host, and may be asked by the application
/// (<see cref="IControlPlane"/>) and by <c>cplane</c> through its control socket.
/// </summary>
internal sealed class EmbeddedNode(
    ControlPlaneBuilder builder,
    IHostEnvironment environment,
    IHostApplicationLifetime lifetime,
    IOptions<HostOptions> host,
    ILoggerFactory loggers) : IHostedService, IControlPlane, IAsyncDisposable
{
    /// <summary>Killed containers are gone in that time; what the kernel holds longer is not waited for.</summary>
    private static readonly TimeSpan AfterKill = TimeSpan.FromSeconds(10);

    private NodeLogging? _logging;
    private NodeLaunch? _launch;
    private NodeFaces? _faces;
    private Task _watch = Task.CompletedTask;
    private volatile RunningNode? _node;

    /// <exception cref="ControlPlaneException">The configuration is bad, or the machine refused something; nothing
    /// runs.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _logging = new NodeLogging(TimeProvider.System, Stream.Synchronized(Console.OpenStandardError()), loggers);
        try
        {
            _launch = await NodeLaunch.PrepareAsync(new EmbeddedPlan(builder, environment.ContentRootPath), _logging);
            builder.Follow(_launch.Plan);
            var node = _launch.Start(builder.Follow);
            _node = node;
            _faces = await NodeFaces.StartAsync(node, _launch, cancellationToken);
            _watch = WatchAsync(node);
        }
        catch (HoconException e)
        {
            await DisposeAsync();
            throw Refused(string.Join('\n', e.Errors));
        }
        catch (MachineException e)
        {
            await DisposeAsync();
            throw Refused(e.Message);
        }
    }

    /// <summary>The host's patience, of which a cluster gets its part; null: without end.</summary>
    private TimeSpan? Patience =>
        host.Value.ShutdownTimeout is var time && time == Timeout.InfiniteTimeSpan ? null : time;

    /// <summary>Shuts the node down; when the host has no more patience, its containers are killed.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_node is not { } node)
        {
            return;
        }

        await node.AskAsync(
            new AdminProtocol.Shutdown { Within = Patience }, new Caller("host"), CancellationToken.None);
        try
        {
            await node.Down.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            node.KillNow();
            await node.Down.WaitAsync(AfterKill, TimeProvider.System, CancellationToken.None)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await DisposeAsync();
    }

    public Task<AdminProtocol.Reply> AskAsync(
        AdminProtocol.Request request, Caller caller, CancellationToken cancellation) =>
        _node?.AskAsync(request, caller, cancellation)
            ?? Task.FromResult<AdminProtocol.Reply>(new AdminProtocol.Refused(
            Refusal.Unavailable, "The node does not run.", "It starts and stops with the host of the application."));

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        await _watch;
    }

    /// <summary>Whoever comes first takes each part down; the log last.</summary>
    private async Task CloseAsync()
    {
        if (Interlocked.Exchange(ref _faces, null) is { } faces)
        {
            await faces.DisposeAsync();
        }

        if (Interlocked.Exchange(ref _node, null) is { } node)
        {
            await node.DisposeAsync();
        }

        if (Interlocked.Exchange(ref _launch, null) is { } launch)
        {
            await launch.DisposeAsync();
        }

        Interlocked.Exchange(ref _logging, null)?.Dispose();
    }

    /// <summary>The node may also go down because somebody else said so.</summary>
    private async Task WatchAsync(RunningNode node)
    {
        await node.Down;
        if (builder.StopHostOnShutdown)
        {
            lifetime.StopApplication();
        }
        else
        {
            _launch?.Log.NodeIsDown();
            await CloseAsync();
        }
    }

    private static ControlPlaneException Refused(string errors) => new(
        Refusal.BadConfiguration, errors, "Nothing was started. Mend what AddControlPlane was given.");
}
