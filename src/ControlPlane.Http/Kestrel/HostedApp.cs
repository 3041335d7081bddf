using System.Net.Sockets;
using ControlPlane.Contracts.Processors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Http.Kestrel;

/// <summary>The application of one container, running.</summary>
internal sealed class HostedApp : IAsyncDisposable
{
    private static readonly HandedEndPoint Http1 = new("http1");
    private static readonly HandedEndPoint Http2 = new("http2");

    private readonly HandedConnections _connections = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly IContainer _container;
    private readonly HttpLimits _limits;
    private readonly SocketConnectionContextFactory _sockets;
    private readonly WebApplication _app;
    private readonly TaskCompletionSource _noneOpening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenRegistration _killed;
    private int _opening = 1;

    private HostedApp(
        IContainer container, HttpLimits limits, Action<WebApplicationBuilder>? build, Action<WebApplication> use)
    {
        _container = container;
        _limits = limits;
        var builder = WebApplication.CreateEmptyBuilder(
            new WebApplicationOptions { ApplicationName = container.Id.Service });
        builder.Logging.AddProvider(new ContainerLogging(container)).SetMinimumLevel(LogLevel.Information)
            .AddFilter("Microsoft", LogLevel.Warning);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(Listen);
        builder.Services.AddRouting();
        build?.Invoke(builder);
        builder.Services.RemoveAll<IConnectionListenerFactory>();
        builder.Services.AddSingleton<IConnectionListenerFactory>(_connections);

        // The node has the signals, and the node says when it is over and how long that may take.
        builder.Services.AddSingleton<IHostLifetime, NodesLifetime>();
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = Timeout.InfiniteTimeSpan);
        _app = builder.Build();
        use(_app);
        _sockets = new SocketConnectionContextFactory(
            new SocketConnectionFactoryOptions(), container.LogTo("transport"));
        _killed = container.Leaving.Register(() => _ = DisposeAsync().AsTask());
    }

    public static async Task<HostedApp> StartAsync(
        IContainer container, HttpLimits limits, Action<WebApplicationBuilder>? build, Action<WebApplication> use,
        CancellationToken cancellation)
    {
        var app = new HostedApp(container, limits, build, use);
        await app._app.StartAsync(cancellation);
        return app;
    }

    /// <summary>Until the connection is closed.</summary>
    public async Task ServeAsync(IConnection connection, CancellationToken cancellation)
    {
        var socket = connection.Socket
            ?? throw new NotSupportedException("The http processor needs connections with a socket.");
        if (await OpenAsync(socket, cancellation) is { } handed)
        {
            await handed.Closed.WaitAsync(cancellation);
        }
    }

    /// <summary>Nothing new; returns when the last request is done.</summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        // Who has said something already is still served; who has not is idle.
        await _stopping.CancelAsync();
        Opened();
        await _noneOpening.Task.WaitAsync(cancellation);
        await _app.StopAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _killed.DisposeAsync();
        await _app.DisposeAsync();
        _sockets.Dispose();
    }

    private void Listen(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        options.Limits.KeepAliveTimeout = _limits.KeepAlive;
        options.Limits.RequestHeadersTimeout = _limits.Headers;
        options.Listen(Http1, o => o.Protocols = HttpProtocols.Http1);
        options.Listen(Http2, o => o.Protocols = HttpProtocols.Http2);
    }

    /// <summary>Null: nothing was said, or the server takes no more.</summary>
    private async Task<HandedConnection?> OpenAsync(Socket socket, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _opening);
        HandedConnection? unwanted = null;
        try
        {
            if (socket.AddressFamily != AddressFamily.Unix)
            {
                socket.NoDelay = true; // As Kestrel's own transport.
            }

            using var patience = new CancellationTokenSource(_limits.Headers, _container.Time);
            using var any = CancellationTokenSource.CreateLinkedTokenSource(
                patience.Token, _stopping.Token, cancellation);
            var hasSpoken = socket.Available >= 4;
            var handed = unwanted = new HandedConnection(_sockets.Create(socket));
            bool? isHttp2 = _limits.Http2
                ? await FirstBytes.AreHttp2Async(handed.Transport.Input, hasSpoken ? cancellation : any.Token)
                : false;
            if (isHttp2 is null || !_connections.TryHand(isHttp2.Value ? Http2 : Http1, handed))
            {
                return null;
            }

            unwanted = null;
            return handed;
        }
        finally
        {
            Opened();
            if (unwanted is not null)
            {
                await unwanted.DisposeAsync();
            }
        }
    }

    /// <summary>One connection less whose protocol is not known yet; the first one stands for "not stopping".</summary>
    private void Opened()
    {
        if (Interlocked.Decrement(ref _opening) == 0)
        {
            _noneOpening.TrySetResult();
        }
    }

    private sealed class NodesLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
