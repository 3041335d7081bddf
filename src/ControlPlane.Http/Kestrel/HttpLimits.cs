using ControlPlane.Contracts.Processors;

namespace ControlPlane.Http.Kestrel;

/// <summary>The keys that every processor on Kestrel has.</summary>
/// <param name="Http2">Whether clients may speak HTTP/2 without asking before (prior knowledge).</param>
/// <param name="KeepAlive">An idle connection is closed after this.</param>
/// <param name="Headers">The head of a request has to come within this.</param>
internal sealed record HttpLimits(bool Http2, TimeSpan KeepAlive, TimeSpan Headers)
{
    public static HttpLimits From(IProcessorSettings settings) => new(
        settings.Flag("http2", true),
        settings.Duration(
            "keep_alive_timeout", TimeSpan.FromSeconds(1), TimeSpan.FromDays(1), TimeSpan.FromSeconds(130)),
        settings.Duration("headers_timeout", TimeSpan.FromSeconds(1), TimeSpan.FromHours(1), TimeSpan.FromSeconds(30)));
}
