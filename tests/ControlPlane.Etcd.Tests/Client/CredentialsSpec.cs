using ControlPlane.Etcd.Tests.Conformance;
using ControlPlane.TestKit;

namespace ControlPlane.Etcd.Tests.Client;

public sealed class CredentialsSpec : IDisposable
{
    private const string Password = "right";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);
    private static readonly KeyRange Ours = KeyRange.Prefix("/plane/");
    private static readonly Txn Put = Txn.Of(new Operation.Put("/plane/a", "1"));

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_user_has_its_own_keys_and_no_others()
    {
        await using var etcd = await ServerAsync();
        using var client = Client(etcd, "plane", Password);
        await client.CommitAsync(Put);
        Assert.Single((await client.RangeAsync(Ours)).Items);
        await FailsAsync(EtcdFailure.Denied, client.RangeAsync(KeyRange.Prefix("/other/")));
        await FailsAsync(EtcdFailure.Denied, client.CommitAsync(Txn.Of(new Operation.Put("/other/a", ""))));
        var lease = await client.GrantAsync(TimeSpan.FromSeconds(60));
        await client.CommitAsync(Txn.Of(new Operation.Put("/plane/b", "", lease.Id)));
        Assert.NotNull(await client.KeepAliveAsync(lease.Id));
        await client.RevokeAsync(lease.Id);
        Assert.Single((await client.RangeAsync(Ours)).Items);
    }

    [Theory]
    [InlineData("plane", "wrong")]
    [InlineData("nobody", Password)]
    [InlineData(null, null)]
    public async Task A_wrong_password_an_unknown_user_and_none_are_denied(string? user, string? password)
    {
        await using var etcd = await ServerAsync();
        using var client = Client(etcd, user, password);
        await FailsAsync(EtcdFailure.Denied, client.RangeAsync(Ours));
        await FailsAsync(EtcdFailure.Denied, client.CommitAsync(Put));
    }

    [Fact]
    public async Task A_token_that_etcd_has_forgotten_is_fetched_anew()
    {
        await using var etcd = await ServerAsync();
        using var client = Client(etcd, "plane", Password);
        await client.CommitAsync(Put);
        etcd.Kill();
        await etcd.StartAgainAsync();
        await Eventually.Succeeds(() => client.CommitAsync(Put)); // Once at the most: the connection is an old one.
        var revision = (await client.CommitAsync(Put)).Revision;
        var heard = new Heard();
        using var watch = client.Watch(Ours, revision, heard.Hear);
        await Eventually.True(() => heard.Events.Length == 1);
    }

    [Fact]
    public async Task A_watch_goes_on_when_its_token_is_forgotten()
    {
        await using var etcd = await ServerAsync();
        using var client = Client(etcd, "plane", Password);
        var revision = (await client.CommitAsync(Put)).Revision;
        var heard = new Heard();
        using var watch = client.Watch(Ours, revision, heard.Hear);
        await Eventually.True(() => heard.Events.Length == 1);
        etcd.Kill();
        await etcd.StartAgainAsync();
        using var other = Client(etcd, "plane", Password);
        await other.CommitAsync(Put);
        await Eventually.True(() => heard.Events.Length == 2);
    }

    [Fact]
    public async Task A_watch_of_foreign_keys_says_that_it_is_denied()
    {
        await using var etcd = await ServerAsync();
        using var client = Client(etcd, "plane", Password);
        var heard = new Heard();
        using var watch = client.Watch(KeyRange.Prefix("/other/"), 1, heard.Hear);
        await Eventually.True(() => heard.News.Length > 0);
        var why = Assert.IsType<WatchNews.Interrupted>(heard.News[0]).Why;
        Assert.Contains("permission denied", why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_is_welcome_where_nobody_needs_one_until_that_changes()
    {
        await using var etcd = await EtcdServer.StartAsync();
        using var client = Client(etcd, "plane", Password);
        await client.CommitAsync(Put);
        await etcd.EnableAuthAsync("secret", ("plane", Password, "/plane/"));
        await client.CommitAsync(Put);
    }

    [Fact]
    public async Task Over_tls_both_sides_show_certificates_of_the_authority()
    {
        using var authority = new TestAuthority(_directory.File("ours"));
        using var foreign = new TestAuthority(_directory.File("foreign"));
        await using var etcd = await EtcdServer.StartAsync(new() { Tls = authority, ClientCertificates = true });
        await etcd.EnableAuthAsync("secret", ("plane", Password, "/plane/"));
        var (certificate, key) = authority.Issue("node", subject: "");
        var (other, otherKey) = foreign.Issue("node", subject: "");
        var ca = authority.CertificateFile;

        using (var client = Client(etcd, "plane", Password, new EtcdTls(ca, certificate, key)))
        {
            await client.CommitAsync(Put);
            var heard = new Heard();
            using var watch = client.Watch(Ours, 1, heard.Hear);
            await Eventually.True(() => heard.Events.Length == 1);
        }

        foreach (var tls in new[]
        {
            new EtcdTls(foreign.CertificateFile, certificate, key), new EtcdTls(null, certificate, key),
        })
        {
            using var client = Client(etcd, "plane", Password, tls);
            await FailsAsync(EtcdFailure.Denied, client.RangeAsync(Ours));
        }

        foreach (var tls in new[] { new EtcdTls(ca, other, otherKey), new EtcdTls(ca) })
        {
            using var client = Client(etcd, "plane", Password, tls);
            await Assert.ThrowsAsync<EtcdException>(() => client.RangeAsync(Ours)); // Whether we see why is luck.
        }
    }

    [Fact]
    public async Task Files_that_are_renewed_count_from_the_next_connection_and_broken_ones_never()
    {
        using var authority = new TestAuthority(_directory.File("ours"));
        using var foreign = new TestAuthority(_directory.File("foreign"));
        await using var etcd = await EtcdServer.StartAsync(new() { Tls = authority, ClientCertificates = true });
        var day = TimeSpan.FromDays(1);
        var (certificate, key) = authority.Issue("node", from: -2 * day, until: -day / 24, subject: "");
        var ca = _directory.Write("ca.pem", File.ReadAllText(authority.CertificateFile));
        using var client = Client(etcd, null, null, new EtcdTls(ca, certificate, key));
        await Assert.ThrowsAsync<EtcdException>(() => client.CommitAsync(Put)); // It has expired.

        authority.Issue("node", subject: "");
        await client.CommitAsync(Put);

        File.WriteAllText(key, "half a k");
        File.WriteAllText(ca, "");
        await AnewAsync();
        await client.CommitAsync(Put);

        File.Copy(foreign.CertificateFile, ca, overwrite: true);
        await AnewAsync();
        await FailsAsync(EtcdFailure.Denied, client.RangeAsync(Ours));
        File.Copy(authority.CertificateFile, ca, overwrite: true);
        Assert.Single((await client.RangeAsync(Ours)).Items);

        // No connection of before is left.
        async Task AnewAsync()
        {
            etcd.Kill();
            await etcd.StartAgainAsync();
            await Record.ExceptionAsync(() => client.RangeAsync(Ours));
        }
    }

    [Fact]
    public async Task A_changed_password_counts_from_the_next_login()
    {
        await using var etcd = await ServerAsync();
        var password = "wrong";
        using var client = new EtcdClient(new EtcdSettings([new Uri(etcd.Endpoint)], Timeout)
        {
            User = new EtcdUser("plane", () => password),
        });
        await FailsAsync(EtcdFailure.Denied, client.CommitAsync(Put));
        password = Password;
        await client.CommitAsync(Put);
    }

    [Fact]
    public async Task Certificates_that_cannot_be_read_are_named_when_the_client_is_made()
    {
        await using var etcd = await EtcdServer.StartAsync();
        var missing = _directory.File("missing.pem");
        var damaged = _directory.Write("damaged.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        foreach (var tls in new[] { new EtcdTls(missing), new EtcdTls(null, missing, missing), new EtcdTls(damaged) })
        {
            var error = Assert.Throws<ArgumentException>(() => Client(etcd, null, null, tls));
            Assert.Contains(tls.AuthorityFile ?? missing, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_password_is_not_in_the_text_of_the_settings()
    {
        var settings = new EtcdSettings([], Timeout) { User = new EtcdUser("plane", Password) };
        Assert.Contains("plane", $"{settings}", StringComparison.Ordinal);
        Assert.DoesNotContain(Password, $"{settings}", StringComparison.Ordinal);
    }

    private static async Task<EtcdServer> ServerAsync()
    {
        var etcd = await EtcdServer.StartAsync();
        await etcd.EnableAuthAsync("secret", ("plane", Password, "/plane/"));
        return etcd;
    }

    private static EtcdClient Client(EtcdServer etcd, string? user, string? password, EtcdTls? tls = null) =>
        new(new EtcdSettings([new Uri(etcd.Endpoint)], Timeout)
        {
            User = user is null ? null : new EtcdUser(user, password!),
            Tls = tls,
        });

    private static async Task FailsAsync(EtcdFailure failure, Task asked)
    {
        var e = await Assert.ThrowsAsync<EtcdException>(() => asked);
        Assert.True(failure == e.Failure, e.ToString());
    }
}
