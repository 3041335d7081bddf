using System.Diagnostics;
using ControlPlane.Api.Tls;

namespace ControlPlane.Api.Peers;

/// <summary>
/// The connections to one peer at one address, used by all requests to it; one carries many at a time (HTTP/2). When
/// the peer has moved, it is retired: requests on their way still finish.
/// </summary>
internal sealed class PeerChannel : IDisposable
{
    private readonly HttpMessageInvoker _http;
    private int _users = 1;

    public PeerChannel(PeerTarget target, TlsFiles? files, PeerClientOptions options)
    {
        Target = target;
        var connector = new PeerConnector(target.Node, target.IsSecure ? files : null, options.Time);
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            ConnectCallback = (context, cancellation) => connector.ConnectAsync(context.DnsEndPoint, cancellation),
            ConnectTimeout = options.ConnectTimeout,
            PooledConnectionLifetime = options.ConnectionLifetime,
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
            KeepAlivePingDelay = options.PingDelay,
            KeepAlivePingTimeout = options.PingTimeout,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            EnableMultipleHttp2Connections = true,
            MaxResponseHeadersLength = 16,
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
        });
    }

    public PeerTarget Target { get; }

    /// <summary>False: it has been retired in this moment; take the one that came after it.</summary>
    public bool TryEnter()
    {
        int users;
        do
        {
            users = Volatile.Read(ref _users);
        }
        while (users > 0 && Interlocked.CompareExchange(ref _users, users + 1, users) != users);
        return users > 0;
    }

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation) =>
        _http.SendAsync(request, cancellation);

    /// <summary>Retires it.</summary>
    public void Dispose() => Leave();

    /// <summary>Once for each <see cref="TryEnter"/>.</summary>
    public void Leave()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            _http.Dispose();
        }
    }
}
