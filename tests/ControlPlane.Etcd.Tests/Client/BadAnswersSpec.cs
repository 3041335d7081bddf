using System.Text;
using ControlPlane.Etcd.Tests.Conformance;
using ControlPlane.TestKit;

namespace ControlPlane.Etcd.Tests.Client;

public sealed class BadAnswersSpec
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);
    private static readonly KeyRange Range = KeyRange.Prefix("/");

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("<html>not etcd</html>")]
    [InlineData("{\"header\":{\"revision\":\"seven\"}}")]
    [InlineData("{\"header\":{\"revision\":\"99999999999999999999\"}}")]
    [InlineData("{\"header\":{\"revision\":\"7\"},\"kvs\":[null]}")]
    [InlineData("{\"header\":{\"revision\":\"7\"},\"kvs\":[{\"key\":\"no base64!\"}]}")]
    [InlineData("{\"header\":{\"revision\":\"7\"},\"kvs\":")]
    public async Task What_cannot_be_understood_is_unclear_and_says_where(string body)
    {
        using var server = new CannedServer(_ => CannedServer.Ok(body));
        using var client = Client(server);
        var failure = await Assert.ThrowsAsync<EtcdException>(() => client.RangeAsync(Range));
        Assert.Equal(EtcdFailure.Unclear, failure.Failure);
        Assert.StartsWith($"{server.Endpoint}v3/kv/range: ", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("502 Bad Gateway", "<html>proxy</html>", EtcdFailure.Unavailable)]
    [InlineData(
        "503 Service Unavailable", "{\"message\":\"etcdserver: no leader\",\"code\":14}", EtcdFailure.Unavailable)]
    [InlineData(
        "504 Gateway Timeout", "{\"message\":\"etcdserver: request timed out\",\"code\":14}", EtcdFailure.Unavailable)]
    [InlineData("404 Not Found", "Not Found", EtcdFailure.Refused)]
    [InlineData("401 Unauthorized", "who?", EtcdFailure.Denied)]
    [InlineData("403 Forbidden", "{\"message\":\"etcdserver: permission denied\",\"code\":7}", EtcdFailure.Denied)]
    [InlineData("400 Bad Request", "{\"message\":\"etcdserver: duplicate key given in txn "
        + "request\",\"code\":3}", EtcdFailure.Refused)]
    [InlineData(
        "429 Too Many", "{\"message\":\"etcdserver: mvcc: database space exceeded\",\"code\":8}", EtcdFailure.NoSpace)]
    [InlineData(
        "404 Not Found", "{\"message\":\"etcdserver: requested lease not found\",\"code\":5}", EtcdFailure.LeaseLost)]
    public async Task An_error_has_its_kind(string status, string body, EtcdFailure expected)
    {
        var answer = Encoding.ASCII.GetBytes(
            $"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}");
        using var server = new CannedServer(_ => answer);
        using var client = Client(server);
        var failure = await Assert.ThrowsAsync<EtcdException>(() => client.CommitAsync(Txn.Of()));
        Assert.True(expected == failure.Failure, failure.ToString());
    }

    [Fact]
    public async Task An_answer_without_end_is_refused_without_being_held()
    {
        var head = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"u8.ToArray();
        var endless = new byte[65 * 1024 * 1024];
        Array.Fill(endless, (byte)' ');
        using var announced = new CannedServer(_ => "HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n"u8.ToArray());
        using var sent = new CannedServer(_ => [.. head, .. endless]);
        foreach (var server in new[] { announced, sent })
        {
            using var client = Client(server);
            var failure = await Assert.ThrowsAsync<EtcdException>(() => client.RangeAsync(Range));
            Assert.True(failure.Failure == EtcdFailure.Unclear, failure.ToString());
            Assert.Contains("larger than", failure.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("{\"result\":{}}")]
    [InlineData("{\"result\":{\"ID\":\"7\",\"TTL\":\"0\"}}")]
    [InlineData("{\"result\":{\"ID\":\"7\"}}\n{\"result\":{\"ID\":\"7\",\"TTL\":\"5\"}}")]
    [InlineData("{\"error\":{\"grpc_code\":5,\"message\":\"etcdserver: requested lease not found\"}}")]
    public async Task A_lease_that_is_not_said_to_live_is_lost(string body)
    {
        using var server = new CannedServer(_ => CannedServer.Ok(body));
        using var client = Client(server);
        Assert.Null(await client.KeepAliveAsync(7));
    }

    [Fact]
    public async Task A_watch_survives_streams_that_make_no_sense()
    {
        var streams = new[]
        {
            "", "\n", "null\n", "{\"result\":{\"created\":true}}\nnonsense\n",
            "{\"result\":{\"created\":true}}\n{\"result\":{\"events\":[{}]}}\n",
            "{\"result\":{\"created\":true}}\n{\"result\":{\"events\":[{\"kv\":{\"key\":\"YQ==\",\"mod_revision\":\"5\",\"version\":\"1\"}}]}}\n",
            "{\"result\":{\"created\":true,\"canceled\":true,\"cancel_reason\":\"because\"}}\n",
            "{\"error\":{\"grpc_code\":14,\"message\":\"etcdserver: no leader\"}}\n",
            "{\"result\":{\"created\":true}}\n{\"result\":{\"events\":[{\"kv\":{\"key\":\"YQ==\",\"mod_revision\":\"5\",\"version\":\"1\"}},"
                + "{\"kv\":{\"key\":\"YQ==\",\"mod_revision\":\"6\",\"version\":\"2\"}}]}}\n",
        };
        using var server = new CannedServer(n => n <= streams.Length ? CannedServer.Ok(streams[n - 1]) : null);
        using var client = Client(server);
        var heard = new Heard();
        using var watch = client.Watch(Range, 5, heard.Hear);
        await Eventually.True(() => heard.Events.Length == 2);
        Assert.Equal([5, 6], heard.Events.Select(e => e.Key.ModRevision));
    }

    [Fact]
    public async Task Whatever_bytes_come_it_answers_or_fails_in_its_own_way()
    {
        const int budget = 2000;
        var random = new Random(20);
        var seeds = new[]
        {
            """{"header":{"revision":"7"},"kvs":[{"key":"YQ==","create_revision":"2","mod_revision":"3","version":"1","value":"YQ=="}]}""",
            """{"header":{"revision":"7"},"succeeded":true,"responses":[{"response_range":{"kvs":[{"key":"YQ=="}]}}]}""",
            """{"result":{"header":{"revision":"7"},"ID":"5","TTL":"9"}}""",
        };
        using var server = new CannedServer(_ => Mutation.Of(
            CannedServer.Ok(seeds[random.Next(seeds.Length)]), random, keep: random.Next(50) == 0 ? 0 : 58));
        using var client = new EtcdClient(new EtcdSettings([server.Endpoint], TimeSpan.FromMilliseconds(200)));
        var failed = 0;
        for (var n = 0; n < budget; n++)
        {
            try
            {
                Task asked = (n % 3) switch
                {
                    0 => client.RangeAsync(Range),
                    1 => client.CommitAsync(Txn.Of()),
                    _ => client.KeepAliveAsync(5),
                };
                await asked;
            }
            catch (EtcdException)
            {
                failed++;
            }
        }

        Assert.InRange(failed, budget / 10, budget - 1);
    }

    private static EtcdClient Client(CannedServer server) => new(new EtcdSettings([server.Endpoint], Timeout));
}
