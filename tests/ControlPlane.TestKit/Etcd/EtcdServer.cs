using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace ControlPlane.TestKit;

/// <summary>
/// A real etcd of a test's own, on free ports of loopback, with its data in a temporary directory. It can be killed,
/// paused, continued and started again on the same data and ports; disposing ends it.
/// </summary>
public sealed class EtcdServer : IAsyncDisposable, IDisposable
{
    /// <summary>Its name among the members of its cluster.</summary>
    public const string Member = "one";

    private const int Attempts = 5;

    private readonly TemporaryDirectory _directory = new();
    private readonly EtcdServerOptions _options;
    private readonly HttpClient _http;
    private EtcdPorts _ports = EtcdPorts.Free();
    private EtcdProcess? _process;

    private EtcdServer(EtcdServerOptions options)
    {
        _options = options;
        _http = new HttpClient(Handler(options)) { Timeout = TimeSpan.FromSeconds(20) };
    }

    /// <summary>For clients.</summary>
    public string Endpoint => $"{(_options.Tls is null ? "http" : "https")}://127.0.0.1:{_ports.Client}";

    public int Port => _ports.Client;

    /// <summary>Of the running process.</summary>
    public int Pid => Running.Pid;

    private string Data => _directory.File("data");

    private string PeerUrl => $"http://127.0.0.1:{_ports.Peer}";

    private EtcdProcess Running => _process ?? throw new InvalidOperationException("this etcd does not run");

    /// <summary>Starts one and waits until it serves.</summary>
    public static async Task<EtcdServer> StartAsync(EtcdServerOptions? options = null)
    {
        var server = new EtcdServer(options ?? new EtcdServerOptions());
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await server.StartAgainAsync();
                return server;
            }
            catch (ExpectationException) when (attempt < Attempts)
            {
                server._ports = EtcdPorts.Free(); // Somebody else took one of them in between.
            }
            catch
            {
                server.Dispose();
                throw;
            }
        }
    }

    /// <summary>Starts it on the data and ports that it had; waits until it serves.</summary>
    public async Task StartAgainAsync()
    {
        _process = EtcdProcess.Start(Arguments());
        try
        {
            await Eventually.True(
                () => _process.HasExited || Serves(), describe: () => $"etcd does not serve: {_process.LastWords}");
            if (_process.HasExited)
            {
                throw new ExpectationException($"etcd ended at its start: {_process.LastWords}");
            }
        }
        catch
        {
            Kill();
            throw;
        }
    }

    /// <summary>Ends it at once; the data stay.</summary>
    public void Kill()
    {
        _process?.Dispose();
        _process = null;
    }

    /// <summary>Starts it on other data, on the ports that it had; it must not run.</summary>
    /// <param name="make">
    /// Makes them: in the directory that is named first and does not exist, for a member that others reach at the
    /// second.
    /// </param>
    public Task StartOnAsync(Action<string, string> make)
    {
        Directory.Delete(Data, recursive: true);
        make(Data, PeerUrl);
        return StartAgainAsync();
    }

    /// <summary>It stands still: connections are accepted by the kernel, nothing answers.</summary>
    public Task PauseAsync() => Running.PauseAsync();

    /// <summary>After <see cref="PauseAsync"/>.</summary>
    public void Continue() => Running.Continue();

    /// <summary>Forgets the history before a revision.</summary>
    public Task CompactAsync(long revision) =>
        PostAsync("/v3/kv/compaction", $$"""{"revision":"{{revision}}","physical":true}""");

    /// <summary>
    /// After NOSPACE: forgets the history before a revision, gives the room back, and lifts the alarm.
    /// </summary>
    public async Task MakeRoomAsync(long revision)
    {
        await CompactAsync(revision);
        await PostAsync("/v3/maintenance/defragment", "{}");
        using var status = JsonDocument.Parse(await PostAsync("/v3/maintenance/status", "{}"));
        var member = status.RootElement.GetProperty("header").GetProperty("member_id").GetString();
        await PostAsync(
            "/v3/maintenance/alarm", $$"""{"action":"DEACTIVATE","memberID":"{{member}}","alarm":"NOSPACE"}""");
    }

    /// <summary>
    /// Switches authentication on: user root with this password; and others, each with all rights on the keys of a
    /// prefix.
    /// </summary>
    public async Task EnableAuthAsync(
        string rootPassword, params (string User, string Password, string Prefix)[] others)
    {
        await PostAsync("/v3/auth/user/add", $$"""{"name":"root","password":"{{rootPassword}}"}""");
        await PostAsync("/v3/auth/user/grant", """{"user":"root","role":"root"}""");
        foreach (var (user, password, prefix) in others)
        {
            var range = Etcd.KeyRange.Prefix(prefix);
            await PostAsync("/v3/auth/user/add", $$"""{"name":"{{user}}","password":"{{password}}"}""");
            await PostAsync("/v3/auth/role/add", $$"""{"name":"{{user}}"}""");
            await PostAsync(
                "/v3/auth/role/grant",
                $$$"""
                {"name":"{{{user}}}","perm":
                  {"permType":"READWRITE","key":"{{{Base64(range.Key)}}}","range_end":"{{{Base64(range.End!)}}}"}}
                """);
            await PostAsync("/v3/auth/user/grant", $$"""{"user":"{{user}}","role":"{{user}}"}""");
        }

        await PostAsync("/v3/auth/enable", "{}");
    }

    /// <summary>Asks it beside any client.</summary>
    public async Task<string> PostAsync(string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync(new Uri(Endpoint + path), content);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode
            ? text
            : throw new ExpectationException($"{path}: {answer.StatusCode}: {text}");
    }

    public void Dispose()
    {
        Kill();
        _http.Dispose();
        _directory.Dispose();
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static SocketsHttpHandler Handler(EtcdServerOptions options)
    {
        var handler = new SocketsHttpHandler { UseProxy = false };
        if (options.Tls is { } authority)
        {
            var trust = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            trust.CustomTrustStore.ImportFromPemFile(authority.CertificateFile);
            handler.SslOptions.CertificateChainPolicy = trust;
            var (certificate, key) = authority.Issue("operator", subject: "");
            handler.SslOptions.ClientCertificates = [X509Certificate2.CreateFromPemFile(certificate, key)];
        }

        return handler;
    }

    // Without a body: its metrics address answers in plain HTTP, whatever its clients have to speak.
    private bool Serves()
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{_ports.Metrics}/health");
            using var answer = _http.Send(request);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private List<string> Arguments()
    {
        var peer = PeerUrl;
        List<string> arguments =
        [
            "--name", Member, "--data-dir", Data, "--unsafe-no-fsync", "--bcrypt-cost", "4",
            "--listen-client-urls", Endpoint, "--advertise-client-urls", Endpoint,
            "--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer, "--initial-cluster", $"{Member}={peer}",
            "--listen-metrics-urls", $"http://127.0.0.1:{_ports.Metrics}",
            "--quota-backend-bytes", $"{_options.QuotaBytes}",
            "--experimental-watch-progress-notify-interval", $"{_options.ProgressEvery.TotalMilliseconds}ms",
            "--logger", "zap", "--log-outputs", "stderr", "--log-level", "warn",
        ];
        if (_options.Tls is { } authority)
        {
            var (certificate, key) = authority.Issue("etcd");
            arguments.AddRange(
                ["--cert-file", certificate, "--key-file", key, "--trusted-ca-file", authority.CertificateFile]);
            arguments.AddRange(_options.ClientCertificates ? ["--client-cert-auth"] : []);
        }

        return arguments;
    }

    private sealed record EtcdPorts(int Client, int Peer, int Metrics)
    {
        public static EtcdPorts Free() => new(FreePort.Next(), FreePort.Next(), FreePort.Next());
    }
}
