using ControlPlane.TestKit;

namespace ControlPlane.Api.Tests.Connections;

public sealed class ConnectionGateSpec
{
    [Fact]
    public async Task A_hundred_idle_connections_keep_nobody_out()
    {
        await using var api = await RunningApi.StartAsync();
        var idle = Enumerable.Range(0, 100).Select(_ => api.Connect()).ToArray();
        try
        {
            api.StillAnswers();
        }
        finally
        {
            Array.ForEach(idle, client => client.Dispose());
        }
    }

    [Fact]
    public async Task One_connection_too_many_gets_503_with_the_limit_and_a_free_place_is_taken_again()
    {
        await using var api = await RunningApi.StartAsync(new() { MaxConnections = 3 });
        var idle = Enumerable.Range(0, 3).Select(_ => api.Connect()).ToArray();
        try
        {
            Array.ForEach(idle, client => client.Send("GET", "/v1/services"));
            using var tooMany = api.Connect();

            var reply = tooMany.Read();

            Assert.Equal((503, "close"), (reply.Status, reply.Headers["Connection"]));
            Assert.Contains("3 connections are open here, which is the limit", reply.Body, StringComparison.Ordinal);
            Assert.Equal("", tooMany.ReadToEnd());
        }
        finally
        {
            Array.ForEach(idle, client => client.Dispose());
        }

        await Eventually.True(() =>
        {
            using var client = api.Connect();
            return client.Send("GET", "/v1/services").Status == 200;
        });
    }

    [Fact]
    public async Task Peers_that_may_not_ask_are_few_at_a_time()
    {
        // A peer that is neither the node's user nor root: as root, only another process can be one.
        if (Environment.IsPrivilegedProcess)
        {
            await using var rooted = await RunningApi.StartAsync(new() { MaxForeignConnections = 0 });
            Assert.StartsWith("503 ", ForeignClient.Ask(rooted), StringComparison.Ordinal);
            return;
        }

        await using var api = await RunningApi.StartAsync(new() { MaxForeignConnections = 0 }, ownUid: uint.MaxValue);
        using var client = api.Connect();
        Assert.Equal(503, client.Read().Status);
    }
}
