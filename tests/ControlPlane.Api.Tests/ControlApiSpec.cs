using ControlPlane.Contracts.Admin;
using ControlPlane.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace ControlPlane.Api.Tests;

public sealed class ControlApiSpec
{
    [Fact]
    public async Task The_reply_to_a_shutdown_is_sent_before_the_API_goes()
    {
        await using var api = await RunningApi.StartAsync();
        var gone = new TaskCompletionSource();
        api.Plane.AnswerLater = (_, _) =>
        {
            // The node goes as soon as it has accepted, while the reply is still being made.
            _ = Task.Run(async () =>
            {
                await api.Api.DisposeAsync();
                gone.SetResult();
            }, CancellationToken.None);
            return Task.FromResult<AdminProtocol.Reply>(new AdminProtocol.Done("shutting down"));
        };
        using var client = api.Connect();

        var reply = client.Send("POST", "/v1/node/shutdown");

        Assert.Equal((200, """{"done":"shutting down","changes":[]}""" + "\n"), (reply.Status, reply.Body));
        await gone.Task.WaitAsync(Eventually.DefaultDeadline);
        Assert.Equal("", client.ReadToEnd());
    }

    [Fact]
    public async Task Whoever_still_waits_when_the_API_stops_is_cut_off_after_a_while()
    {
        await using var api = await RunningApi.StartAsync(new() { StopTimeout = TimeSpan.FromMilliseconds(200) });
        api.Plane.AnswerLater = (_, _) => new TaskCompletionSource<AdminProtocol.Reply>().Task;
        using var client = api.Connect();
        client.Write("POST /v1/reload HTTP/1.1\r\nHost: node\r\n\r\n");
        await Eventually.True(() => api.Plane.Asked.Count == 1);

        await api.Api.DisposeAsync().AsTask().WaitAsync(Eventually.DefaultDeadline);

        Assert.Equal("", client.ReadToEnd());
    }

    [Fact]
    public async Task The_socket_stays_its_owners_and_keeps_its_path_and_queue()
    {
        await using var api = await RunningApi.StartAsync();
        await api.Api.DisposeAsync();

        Assert.True(File.Exists(api.SocketPath));
        using var queued = api.Connect();
        queued.Write("GET /v1/services HTTP/1.1\r\nHost: node\r\n\r\n");
    }

    [Fact]
    public async Task A_descriptor_that_is_no_socket_is_an_error_at_the_start()
    {
        using var file = File.OpenRead("/dev/null");
        var options = new ControlApiOptions
        {
            ListenHandle = (ulong)file.SafeFileHandle.DangerousGetHandle(),
            OwnUid = 0,
        };

        await Assert.ThrowsAsync<System.Net.Sockets.SocketException>(
            () => ControlApi.StartAsync(new RecordingPlane(), options, NullLoggerFactory.Instance));
    }

    [Fact]
    public async Task Many_requests_at_once_are_all_answered()
    {
        await using var api = await RunningApi.StartAsync(new() { MaxQueries = 1000 });
        api.Plane.Answer = _ => new AdminProtocol.Services([]);

        // Threads of their own: a hundred clients that block would take the pool away from the server.
        var replies = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Factory.StartNew(
            () => api.Send("GET", "/v1/services").Status,
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));

        Assert.Equal(Enumerable.Repeat(200, 100), replies);
    }
}
