using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ControlPlane.Etcd.Gateway;

/// <summary>Asks the gateway: which endpoint, who we are, until when, how large; and what its errors mean.</summary>
internal sealed class GatewayClient : IDisposable
{
    /// <summary>No answer may be larger: a list of that size is none of ours.</summary>
    private const int LargestAnswer = 64 * 1024 * 1024;

    private const int LargestError = 64 * 1024;

    private readonly TimeProvider _time;
    private readonly HttpClient _http;
    private readonly Tokens _tokens;
    private readonly CancellationTokenSource _closed = new();
    private long _revision;

    public GatewayClient(EtcdSettings settings, TimeProvider time)
    {
        if (settings.Endpoints.IsDefaultOrEmpty)
        {
            throw new ArgumentException("etcd: there is no endpoint; name at least one", nameof(settings));
        }

        Settings = settings;
        Endpoints = new Endpoints(settings.Endpoints);
        _time = time;
        _http = new HttpClient(Handlers.Make(settings, time)) { Timeout = Timeout.InfiniteTimeSpan };
        _tokens = new Tokens(settings.User, AuthenticateAsync);
    }

    public EtcdSettings Settings { get; }

    public Endpoints Endpoints { get; }

    /// <summary>The highest revision that any answer has told of.</summary>
    public long Revision => Volatile.Read(ref _revision);

    /// <summary>Cancelled when the client is disposed.</summary>
    public CancellationToken Closed => _closed.Token;

    /// <summary>Asks the current endpoint, and others if it does not answer.</summary>
    /// <param name="path">Of the request.</param>
    /// <param name="body">JSON.</param>
    /// <param name="type">Of the answer.</param>
    /// <param name="meaning">The answer in our words; a <see cref="JsonException"/> if it has none.</param>
    /// <param name="again">It may be carried out twice. If not, others are asked only if it has certainly not
    /// arrived.</param>
    /// <param name="cancellation">The caller gives up.</param>
    public async Task<TResult> AskAsync<T, TResult>(
        string path,
        byte[] body,
        JsonTypeInfo<T> type,
        Func<T, TResult> meaning,
        bool again,
        CancellationToken cancellation)
        where T : class, IWireAnswer
    {
        for (var left = Endpoints.Count; ; left--)
        {
            var endpoint = Endpoints.Current;
            try
            {
                return await AskOneAsync(endpoint, path, body, type, meaning, true, cancellation).ConfigureAwait(false);
            }
            catch (Unanswered e)
            {
                Endpoints.Fail(endpoint);
                if (left == 1 || !(again || e.NotSent))
                {
                    throw e.ToFailure();
                }
            }
        }
    }

    /// <summary>Opens a stream at one endpoint; the caller reads and disposes it.</summary>
    public async Task<HttpResponseMessage> OpenAsync(
        Uri endpoint, string path, byte[] body, CancellationToken cancellation)
    {
        var token = await _tokens.GetAsync(endpoint, cancellation).ConfigureAwait(false);
        var answer = await SendAsync(endpoint, path, body, token, cancellation).ConfigureAwait(false);
        if (answer.StatusCode == HttpStatusCode.OK)
        {
            return answer;
        }

        using (answer)
        {
            throw await FailureAsync(endpoint, path, answer, token, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>The permission may be missing because the token is old: the next request fetches a new one.</summary>
    public void ForgetToken() => _tokens.Forget();

    public void Saw(long revision)
    {
        var known = Volatile.Read(ref _revision);
        while (revision > known)
        {
            known =
                Interlocked.CompareExchange(ref _revision, revision, known) is var was && was == known ? revision : was;
        }
    }

    /// <summary>
    /// An answer to a read that was asked when that much was known. One that knows less is from a store that was
    /// restored from an older state: what was heard of before is no more.
    /// </summary>
    /// <returns>True: it is such a one.</returns>
    public bool IsRestored(long known, long revision)
    {
        if (revision >= known)
        {
            return false;
        }

        Volatile.Write(ref _revision, revision);
        return true;
    }

    public void Dispose()
    {
        _closed.Cancel();
        _http.Dispose();
        _tokens.Dispose();
    }

    private async Task<TResult> AskOneAsync<T, TResult>(
        Uri endpoint,
        string path,
        byte[] body,
        JsonTypeInfo<T> type,
        Func<T, TResult> meaning,
        bool login,
        CancellationToken cancellation)
        where T : class, IWireAnswer
    {
        using var deadline = new CancellationTokenSource(Settings.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation, _closed.Token);
        var sent = false;
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                var token = login ? await _tokens.GetAsync(endpoint, either.Token).ConfigureAwait(false) : null;
                sent = true;
                using var answer = await SendAsync(endpoint, path, body, token, either.Token).ConfigureAwait(false);
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    return meaning(await ReadAsync(answer, type, deadline, either.Token).ConfigureAwait(false));
                }

                var failure = await FailureAsync(endpoint, path, answer, token, either.Token).ConfigureAwait(false);
                if (token is null || attempt > 1 || !Failures.IsStaleToken(failure.Message))
                {
                    throw failure;
                }
            }
        }
        catch (Unanswered e) when (!sent)
        {
            throw e.BeforeSending();
        }
        catch (EtcdException e) when (e.Failure == EtcdFailure.Unavailable)
        {
            throw new Unanswered(e.Failure, e.Message, false, e);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw Unanswered.Because(endpoint, path, _closed.IsCancellationRequested
                ? "the client was disposed" : $"no answer within {Settings.Timeout}", !sent, e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw Unanswered.Because(endpoint, path, e);
        }
        catch (Exception e) when (e is JsonException or InvalidDataException)
        {
            throw new EtcdException(
                EtcdFailure.Unclear, $"{new Uri(endpoint, path)}: the answer cannot be understood: {e.Message}", e);
        }
    }

    private async Task<T> ReadAsync<T>(
        HttpResponseMessage answer, JsonTypeInfo<T> type, CancellationTokenSource deadline,
        CancellationToken cancellation)
        where T : class, IWireAnswer
    {
        if (answer.Content.Headers.ContentLength > LargestAnswer)
        {
            throw new InvalidDataException($"it is larger than {LargestAnswer} bytes");
        }

        await using var stream = await answer.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);

        // What is large and comes steadily has its time: the deadline is for each megabyte of it.
        var reader = new BoundedReader(stream, LargestAnswer, () => deadline.CancelAfter(Settings.Timeout));
        var streamed = typeof(T).IsAssignableTo(typeof(IWireLine));
        var bytes = streamed
            ? await reader.LineAsync(cancellation).ConfigureAwait(false) ?? default
            : await reader.AllAsync(cancellation).ConfigureAwait(false);
        var read = JsonSerializer.Deserialize(bytes.Span, type) ?? throw new JsonException("it is null");
        if (read is IWireLine { Error: { } error })
        {
            throw error.ToFailure(answer.RequestMessage!.RequestUri!);
        }

        Saw(read.Revision);
        return read;
    }

    private async Task<HttpResponseMessage> SendAsync(
        Uri endpoint, string path, byte[] body, string? token, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(endpoint, path));
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new("application/json");

        // A member without a leader refuses, and ends its watches, instead of being silent.
        request.Headers.Add("Grpc-Metadata-hasleader", "true");
        if (!string.IsNullOrEmpty(token))
        {
            request.Headers.TryAddWithoutValidation("Authorization", token);
        }

        return await _http.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
    }

    private async Task<EtcdException> FailureAsync(
        Uri endpoint, string path, HttpResponseMessage answer, string? token, CancellationToken cancellation)
    {
        await using var stream = await answer.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        var body = await new BoundedReader(stream, LargestError).AllAsync(cancellation).ConfigureAwait(false);
        var (failure, message) = Failures.Of(answer.StatusCode, body.Span);
        if (token is not null && Failures.IsStaleToken(message))
        {
            _tokens.Forget(token);
        }

        return new EtcdException(failure, $"{new Uri(endpoint, path)}: {message}");
    }

    private async Task<string> AuthenticateAsync(Uri endpoint, CancellationToken cancellation)
    {
        try
        {
            return await AskOneAsync(
                endpoint,
                "/v3/auth/authenticate",
                GatewayRequests.Of(Settings.User!),
                GatewayJson.Default.WireToken,
                answer => answer.Token ?? "",
                false,
                cancellation).ConfigureAwait(false);
        }
        catch (EtcdException e) when (e.Message.Contains("authentication is not enabled", StringComparison.Ordinal))
        {
            return ""; // It lets everybody in; when that changes, it refuses the empty token and we come back here.
        }
    }
}
