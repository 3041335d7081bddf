using ControlPlane.TestKit;

namespace ControlPlane.Etcd.Tests.Kit;

public sealed class EtcdServerSpec
{
    private const string Put = """{"key":"YQ==","value":"YQ=="}""";
    private const string Get = """{"key":"YQ=="}""";

    [Fact]
    public async Task It_keeps_its_data_when_it_is_killed_and_started_again()
    {
        await using var etcd = await EtcdServer.StartAsync();
        await etcd.PostAsync("/v3/kv/put", Put);
        var before = etcd.Pid;
        etcd.Kill();
        await Assert.ThrowsAsync<HttpRequestException>(() => etcd.PostAsync("/v3/kv/range", Get));
        await etcd.StartAgainAsync();
        Assert.NotEqual(before, etcd.Pid);
        Assert.Contains("\"value\":\"YQ==\"", await etcd.PostAsync("/v3/kv/range", Get), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_silent_while_it_is_paused()
    {
        await using var etcd = await EtcdServer.StartAsync();
        await etcd.PauseAsync();
        var asked = etcd.PostAsync("/v3/kv/put", Put);
        await Assert.ThrowsAsync<TimeoutException>(() => asked.WaitAsync(TimeSpan.FromSeconds(1), TimeProvider.System));
        etcd.Continue();
        await asked;
    }

    [Fact]
    public async Task It_speaks_tls_and_asks_for_client_certificates_and_passwords()
    {
        using var directory = new TemporaryDirectory();
        using var authority = new TestAuthority(directory.Path);
        await using var etcd = await EtcdServer.StartAsync(new() { Tls = authority, ClientCertificates = true });
        await etcd.PostAsync("/v3/kv/put", Put);
        await etcd.EnableAuthAsync("secret", ("plane", "word", "/plane/"));
        var refused = await Assert.ThrowsAsync<ExpectationException>(() => etcd.PostAsync("/v3/kv/put", Put));
        Assert.Contains("etcdserver: ", refused.Message, StringComparison.Ordinal);
    }
}
