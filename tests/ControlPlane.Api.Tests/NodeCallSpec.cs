using ControlPlane.Contracts.Admin;
using ControlPlane.TestKit;

namespace ControlPlane.Api.Tests;

public sealed class NodeCallSpec
{
    private static readonly Task<AdminProtocol.Reply> Never = new TaskCompletionSource<AdminProtocol.Reply>().Task;

    [Theory]
    [InlineData("GET", "/v1/services", "")]
    [InlineData("POST", "/v1/node/shutdown", "")]
    [InlineData("POST", "/v1/services/web/enable", """{"wait":false}""")]
    [InlineData("POST", "/v1/services/web/enable", """{"timeout":0.1}""")]
    public async Task A_node_that_never_answers_is_504(string method, string target, string body)
    {
        await using var api = await RunningApi.StartAsync(new()
        {
            AnswerDeadline = TimeSpan.FromMilliseconds(200),
            CommandMargin = TimeSpan.FromMilliseconds(100),
        });
        api.Plane.AnswerLater = (_, _) => Never;

        var reply = api.Send(method, target, body);

        Assert.Equal(504, reply.Status);
        Assert.Contains("the node did not answer within 0.2 s", reply.Body, StringComparison.Ordinal);
        Assert.Contains("\"why\":\"not_in_time\"", reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_for_one_node_has_the_time_of_the_command()
    {
        await using var api = await RunningApi.StartAsync(new()
        {
            AnswerDeadline = TimeSpan.FromMilliseconds(10),
            CommandMargin = TimeSpan.FromMilliseconds(100),
        });
        api.Plane.AnswerLater = (_, _) => Never;

        var reply = api.Send("POST", "/v1/services/web/enable?node=n2", """{"timeout":0.2}""");

        Assert.Contains("the node did not answer within 0.3 s", reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_leaves_cancels_the_wait()
    {
        await using var api = await RunningApi.StartAsync();
        var left = new TaskCompletionSource();
        api.Plane.AnswerLater = (_, cancellation) =>
        {
            cancellation.Register(left.SetResult);
            return Never;
        };
        using (var client = api.Connect())
        {
            client.Write("POST /v1/reload HTTP/1.1\r\nHost: node\r\n\r\n");
            await Eventually.True(() => api.Plane.Asked.Count == 1);
        }

        await left.Task.WaitAsync(Eventually.DefaultDeadline);
        api.Plane.AnswerLater = null;
        api.StillAnswers();
    }

    [Fact]
    public async Task A_node_that_fails_is_500_and_the_reason_stays_in_its_log()
    {
        await using var api = await RunningApi.StartAsync();
        api.Plane.AnswerLater = (_, _) => Task.FromException<AdminProtocol.Reply>(new ArgumentException("secret"));

        var reply = api.Send("GET", "/v1/services");

        Assert.Equal(500, reply.Status);
        Assert.Equal(
            """{"error":"the node failed to answer","hint":"its log says why","why":"failed"}""" + "\n", reply.Body);
    }

    [Fact]
    public async Task A_node_that_throws_at_once_is_500()
    {
        await using var api = await RunningApi.StartAsync();
        api.Plane.Answer = _ => throw new InvalidOperationException("secret");

        Assert.Equal(500, api.Send("GET", "/v1/services").Status);
    }
}
