using ControlPlane.Contracts.Processors;
using ControlPlane.Http.Kestrel;
using Microsoft.AspNetCore.Builder;

namespace ControlPlane.Http;

/// <summary>
/// A full ASP.NET Core application in each container: HTTP/1.1, HTTP/2 (cleartext, prior knowledge), WebSocket. Its
/// server is Kestrel, but it listens nowhere: it gets its connections from the scheduler of the node. A connection is a
/// job, from the accept until it is closed. When the container is told to leave, running requests are finished and idle
/// connections closed.
/// </summary>
public sealed class HttpProcessor : IProcessor
{
    private const string Variable = "controlplane.http";

    private readonly HttpLimits _limits;
    private readonly Action<WebApplicationBuilder>? _build;
    private readonly Action<WebApplication> _use;

    private HttpProcessor(HttpLimits limits, Action<WebApplicationBuilder>? build, Action<WebApplication> use)
    {
        _limits = limits;
        _build = build;
        _use = use;
    }

    /// <summary>
    /// To be registered as <c>AddProcessor("shop", settings => HttpProcessor.Create(settings, …))</c>. Reads the keys
    /// <c>http2</c>, <c>keep_alive_timeout</c>, <c>headers_timeout</c>; others are the caller's to read.
    /// </summary>
    /// <param name="settings">The section.</param>
    /// <param name="build">Services and options of the application; called for each container. Routing is
    /// there.</param>
    /// <param name="use">Middleware and endpoints; called for each container.</param>
    public static HttpProcessor Create(
        IProcessorSettings settings, Action<WebApplicationBuilder>? build, Action<WebApplication> use)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(use);
        return new HttpProcessor(HttpLimits.From(settings), build, use);
    }

    /// <inheritdoc/>
    public async Task PostStartAsync(IContainer container, CancellationToken cancellation) =>
        container.Variables.Set(Variable, await HostedApp.StartAsync(container, _limits, _build, _use, cancellation));

    /// <inheritdoc/>
    public Task ProcessAsync(IContainer container, IConnection connection, CancellationToken cancellation) =>
        container.Variables.Get<HostedApp>(Variable).ServeAsync(connection, cancellation);

    /// <inheritdoc/>
    public Task ShutdownAsync(IContainer container, CancellationToken cancellation) =>
        container.Variables.Get<HostedApp>(Variable).StopAsync(cancellation);

    /// <inheritdoc/>
    public async Task PreFinishAsync(IContainer container, CancellationToken cancellation) =>
        await container.Variables.Get<HostedApp>(Variable).DisposeAsync();
}
