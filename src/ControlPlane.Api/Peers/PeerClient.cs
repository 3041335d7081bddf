using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using ControlPlane.Api.Tls;
using ControlPlane.Contracts;
using ControlPlane.Contracts.Admin;
using ControlPlane.Contracts.Wire;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Api.Peers;

/// <summary>Asks the other nodes of the cluster through their control API: HTTP/2, over TLS or on loopback.</summary>
public sealed class PeerClient : IPeers, IDisposable
{
    private readonly PeerClientOptions _options;
    private readonly TlsFiles? _files;
    private readonly ConcurrentDictionary<string, PeerChannel> _channels = new(StringComparer.Ordinal);

    /// <summary>Reads no file before the first request.</summary>
    public PeerClient(PeerClientOptions options, ILoggerFactory loggers)
    {
        _options = options;
        _files = options.Tls is { } tls
            ? new TlsFiles(
                "to peers", tls.Certificate, tls.Key, tls.Authority, loggers.CreateLogger("controlplane.api"))
            : null;
    }

    public async Task<AdminProtocol.Reply> AskAsync(
        PeerAddress peer, AdminProtocol.Request request, Caller caller, CancellationToken cancellation)
    {
        if (PeerTarget.Of(peer, _files is not null, out var problem) is not { } target)
        {
            return Unavailable(peer, problem);
        }

        var deadline = DeadlineOf(request);
        using var late = new CancellationTokenSource(deadline, _options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        var channel = Enter(target);
        try
        {
            using var message = Message(target, PeerRequest.Of(request), peer, caller);
            using var response = await channel.SendAsync(message, either.Token).ConfigureAwait(false);
            var body = await PeerBody.ReadAsync(response, _options.MaxAnswerBytes, either.Token).ConfigureAwait(false);
            var reply = PeerReply.Of(request, response.IsSuccessStatusCode, body.Span) with
            {
                Notices = Notices(response),
            };
            return response.StatusCode == HttpStatusCode.Unauthorized && reply is AdminProtocol.Refused refused
                ? refused with { Error = $"node [{peer.Node}] at {peer.Address}: {refused.Error}" }
                : reply;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return Unavailable(peer, "its answer is not waited for any more");
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            return Unavailable(peer, $"it did not answer within {deadline.TotalSeconds:0.###} s");
        }
        catch (JsonException e)
        {
            return new AdminProtocol.Refused(
                Refusal.Failed,
                $"node [{peer.Node}] at {peer.Address} sent an answer that cannot be read: {e.Message}",
                "is it a node of this program, and not much older or newer?");
        }
        catch (Exception e)
        {
            return Unavailable(peer, Reason(e));
        }
        finally
        {
            channel.Leave();
        }
    }

    /// <summary>Closes all connections; requests on their way may finish.</summary>
    public void Dispose()
    {
        foreach (var node in _channels.Keys)
        {
            if (_channels.TryRemove(node, out var channel))
            {
                channel.Dispose();
            }
        }
    }

    private PeerChannel Enter(PeerTarget target)
    {
        while (true)
        {
            var channel = _channels.GetOrAdd(target.Node, _ => new PeerChannel(target, _files, _options));
            if (channel.Target == target)
            {
                if (channel.TryEnter())
                {
                    return channel;
                }
            }
            else if (_channels.TryRemove(KeyValuePair.Create(target.Node, channel)))
            {
                channel.Dispose();
            }
        }
    }

    private TimeSpan DeadlineOf(AdminProtocol.Request request) =>
        request is AdminProtocol.Command { Patience: { Wait: true } patience }
            ? Least(patience.Timeout ?? _options.MaxCommandTimeout, _options.MaxCommandTimeout) + _options.CommandMargin
            : _options.AnswerDeadline;

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static HttpRequestMessage Message(PeerTarget target, PeerRequest request, PeerAddress peer, Caller caller)
    {
        var message = new HttpRequestMessage(request.Method, target.Of(request.TargetOn(peer.Node)))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        message.Headers.Add(CallerHeader.Name, CallerHeader.Write(caller));
        if (!target.IsSecure && peer.Token.Length > 0)
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", peer.Token);
        }

        if (!request.Body.IsEmpty)
        {
            message.Content = new ReadOnlyMemoryContent(request.Body);
        }

        return message;
    }

    private static IReadOnlyList<string> Notices(HttpResponseMessage response) =>
        response.Headers.TryGetValues(NoticeHeader.Name, out var values) ? [.. values.Select(NoticeHeader.Read)] : [];

    private static AdminProtocol.Refused Unavailable(PeerAddress peer, string problem) => new(
        Refusal.Unavailable,
        $"node [{peer.Node}] at {peer.Address} cannot be asked: {problem}",
        "cplane nodes shows what the cluster knows of it; what was asked may have happened there");

    // The outer ones say only that a connection failed.
    private static string Reason(Exception failure)
    {
        while (failure.InnerException is { } inner)
        {
            failure = inner;
        }

        return failure is OperationCanceledException ? "no connection in time" : failure.Message;
    }
}
