using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ControlPlane.Api.Server;

/// <summary>A Kestrel of one face: started, and stopped so that replies on their way leave.</summary>
/// <remarks>Kestrel alone, without a host: embedded or not, nothing here reads files, environment or signals.</remarks>
internal sealed class ApiServer : IAsyncDisposable
{
    private readonly KestrelServer _server;
    private readonly TimeSpan _stopTimeout;
    private readonly TimeProvider _time;
    private int _stopped;

    private ApiServer(KestrelServer server, TimeSpan stopTimeout, TimeProvider time)
    {
        _server = server;
        _stopTimeout = stopTimeout;
        _time = time;
    }

    /// <summary>
    /// Starts to answer. Throws <see cref="SocketException"/> if a descriptor is no socket, <see cref="IOException"/>
    /// if an address cannot be bound.
    /// </summary>
    public static async Task<ApiServer> StartAsync<TContext>(
        KestrelServerOptions options,
        SocketTransportOptions transport,
        IHttpApplication<TContext> application,
        (TimeSpan StopTimeout, TimeProvider Time) stop,
        ILoggerFactory loggers,
        CancellationToken cancellation)
        where TContext : notnull
    {
        var sockets = new SocketTransportFactory(Options.Create(transport), loggers);
        var server = new KestrelServer(Options.Create(options), sockets, loggers);
        try
        {
            await server.StartAsync(application, cancellation).ConfigureAwait(false);
        }
        catch
        {
            server.Dispose();
            throw;
        }

        return new ApiServer(server, stop.StopTimeout, stop.Time);
    }

    /// <summary>
    /// Accepts nothing more, and lets replies on their way leave. What still waits after the stop timeout is cut.
    /// Idempotent.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _stopped, 1) != 0)
        {
            return;
        }

        using var patience = new CancellationTokenSource(_stopTimeout, _time);
        await _server.StopAsync(patience.Token).ConfigureAwait(false);
        _server.Dispose();
    }
}
