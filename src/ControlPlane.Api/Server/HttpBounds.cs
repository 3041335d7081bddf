using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace ControlPlane.Api.Server;

/// <summary>The limits of the control API in Kestrel's words; the same for all its faces.</summary>
internal static class HttpBounds
{
    private const int MaxHeaderBytes = 16 * 1024;

    /// <param name="limits">What clients may take.</param>
    /// <param name="maxConnections">Connections, whoever's.</param>
    public static KestrelServerOptions Of(ControlApiLimits limits, int maxConnections)
    {
        var kestrel = new KestrelServerOptions { AddServerHeader = false, AllowSynchronousIO = false };
        kestrel.Limits.MaxConcurrentConnections = maxConnections;
        kestrel.Limits.MaxRequestBodySize = limits.MaxBodyBytes;
        kestrel.Limits.MaxRequestLineSize = 4096;
        kestrel.Limits.MaxRequestHeaderCount = 64;
        kestrel.Limits.MaxRequestHeadersTotalSize = MaxHeaderBytes;
        kestrel.Limits.MaxRequestBufferSize = 32 * 1024;
        kestrel.Limits.MaxResponseBufferSize = 64 * 1024;
        kestrel.Limits.RequestHeadersTimeout = limits.HeadersTimeout;
        kestrel.Limits.KeepAliveTimeout = limits.KeepAliveTimeout;
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(limits.MinBytesPerSecond, limits.SlowTransferGrace);
        kestrel.Limits.MinResponseDataRate = new MinDataRate(limits.MinBytesPerSecond, limits.SlowTransferGrace);
        kestrel.Limits.Http2.MaxStreamsPerConnection = limits.MaxQueries + limits.MaxCommands + 16;
        kestrel.Limits.Http2.MaxRequestHeaderFieldSize = MaxHeaderBytes;

        // A caller that has vanished without a word is found out, so that it does not wait for ever.
        kestrel.Limits.Http2.KeepAlivePingDelay = limits.PingDelay;
        kestrel.Limits.Http2.KeepAlivePingTimeout = limits.PingTimeout;
        return kestrel;
    }
}
