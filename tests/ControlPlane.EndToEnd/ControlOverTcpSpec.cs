using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using ControlPlane.EndToEnd.Fixture;
using ControlPlane.TestKit;

namespace ControlPlane.EndToEnd;

/// <summary>The control API for programs that cannot reach the node's socket: they bring a token.</summary>
public sealed class ControlOverTcpSpec : IAsyncLifetime
{
    private const UnixFileMode Secret = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly Place _place = new();
    private readonly int _port = FreePort.Next();

    public Task InitializeAsync()
    {
        File.SetUnixFileMode(_place.Write("token", "open sesame\n"), Secret);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _place.DisposeAsync();

    [Theory]
    [InlineData("http")]
    [InlineData("https")]
    public async Task Whoever_has_the_token_may_ask_and_order(string scheme)
    {
        var tls = scheme == "https" ? Certificate() : "";
        _place.Configure(Workers.Sleeper("a"), Control($"token_file = token {tls}"));
        await _place.Start();
        await _place.Ready("a", 1);
        using var client = Client(scheme, "open sesame");

        Assert.Contains("\"a\"", await client.GetStringAsync("/v1/services"));
        await Done(client, "disable");
        Assert.Equal("disabled", (await _place.Service("a")).State);
        await Done(client, "enable");
        await _place.Ready("a", 1);

        await _place.Logged($"the control API answers at {scheme}://127.0.0.1:{_port}, to whoever has the token of");
        await _place.Logged("control from 127.0.0.1");
    }

    [Theory]
    [InlineData("http")]
    [InlineData("https")]
    public async Task Nobody_else_learns_or_changes_anything(string scheme)
    {
        var tls = scheme == "https" ? Certificate() : "";
        _place.Configure(Workers.Sleeper("a"), Control($"token_file = token {tls}"));
        await _place.Start();
        foreach (var token in new[] { null, "open", "open sesame x", "OPEN SESAME" })
        {
            using var client = Client(scheme, token);
            using var list = await client.GetAsync("/v1/services");
            using var order = await client.PostAsync("/v1/services/a/disable", Json());

            Assert.Equal(
                (HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (list.StatusCode, order.StatusCode));
            Assert.DoesNotContain("\"a\"", await list.Content.ReadAsStringAsync());
        }

        Assert.Equal("enabled", (await _place.Service("a")).State);
    }

    [Fact]
    public async Task A_reload_does_not_move_it()
    {
        _place.Configure(Workers.Sleeper("a"), Control("token_file = token"));
        await _place.Start();
        _place.Configure(Workers.Sleeper("b"));

        var reload = await _place.Run("reload");

        Assert.Equal(78, reload.Exit);
        Assert.Contains("controller.control: removed: needs a restart of the node", reload.Error);
        using var client = Client("http", "open sesame");
        Assert.Contains("\"a\"", await client.GetStringAsync("/v1/services"));
    }

    [Theory]
    [InlineData("token_file = gone", "controlplane.controller.control.token_file", "gone: it is not there")]
    [InlineData("token_file = open", "controlplane.controller.control.token_file", "chmod 600")]
    [InlineData("listen = \"0.0.0.0:1\", token_file = token", "is [0.0.0.0:1]", "there is no control.tls")]
    [InlineData("", "controlplane.controller.control.token_file", "is missing")]
    public async Task A_bad_section_is_refused(string keys, params string[] texts)
    {
        File.SetUnixFileMode(_place.Write("open", "x"), Secret | UnixFileMode.OtherRead);
        _place.Configure(Workers.Sleeper("a"), Control(keys));

        await Refused([.. texts, "node.conf:2:", "nothing was started"]);
        Assert.Equal(78, (await _place.Run("check", _place.File)).Exit);
        Assert.False(Directory.Exists(_place.SocketDirectory));
    }

    [Fact]
    public async Task A_port_in_use_is_refused()
    {
        using var taken = Listener.Open(_port);
        _place.Configure(Workers.Sleeper("a"), Control("token_file = token"));

        await Refused("controller.control", $"127.0.0.1:{_port}", "in use", "nothing was started");
    }

    [Theory]
    [InlineData("token", "", "token_file = token", "it is empty; expected a token")]
    [InlineData("api.pem", "no PEM", "token_file = token, tls { cert = api.pem, key = api.pem }", "api.pem")]
    public async Task A_file_that_is_not_what_it_should_be_is_refused(string file, string text, string keys, string why)
    {
        File.SetUnixFileMode(_place.Write(file, text), Secret);
        _place.Configure(Workers.Sleeper("a"), Control(keys));

        await Refused("controller.control", why, "nothing was started");
    }

    private async Task Refused(params string[] texts)
    {
        var run = await _place.Run("run", _place.File);

        Assert.True(run.Exit == 78, run.ToString());
        Assert.All(texts, text => Assert.Contains(text, run.Error));
        Assert.Empty(_place.Processes);
    }

    private static async Task Done(HttpClient client, string command)
    {
        using var reply = await client.PostAsync($"/v1/services/a/{command}", Json());
        Assert.True(reply.StatusCode == HttpStatusCode.OK, await reply.Content.ReadAsStringAsync());
    }

    private static StringContent Json() => new("{}", new MediaTypeHeaderValue("application/json"));

    private string Control(string keys) => $"control {{ listen = \"127.0.0.1:{_port}\", {keys} }}";

    private string Certificate()
    {
        using var authority = new TestAuthority(_place.PathOf("tls"));
        authority.Issue("api");
        return ", tls { cert = tls/api.pem, key = tls/api.key }";
    }

    private HttpClient Client(string scheme, string? token)
    {
        var handler = new SocketsHttpHandler();
        if (scheme == Uri.UriSchemeHttps)
        {
            handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
                CustomTrustStore = { X509CertificateLoader.LoadCertificateFromFile(_place.PathOf("tls/ca.pem")) },
            };
        }

        var client = new HttpClient(handler) { BaseAddress = new Uri($"{scheme}://127.0.0.1:{_port}") };
        client.DefaultRequestHeaders.Authorization =
            token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return client;
    }
}
