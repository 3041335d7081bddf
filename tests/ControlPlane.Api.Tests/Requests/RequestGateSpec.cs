using ControlPlane.Api.Requests;
using ControlPlane.Contracts.Admin;
using ControlPlane.TestKit;

namespace ControlPlane.Api.Tests.Requests;

public sealed class RequestGateSpec
{
    [Fact]
    public async Task Commands_over_the_bound_are_503_while_queries_still_pass()
    {
        await using var api = await RunningApi.StartAsync(new() { MaxCommands = 2 });
        var release = new TaskCompletionSource<AdminProtocol.Reply>();
        api.Plane.AnswerLater = (request, _) => request.Changes
            ? release.Task
            : Task.FromResult<AdminProtocol.Reply>(new AdminProtocol.Services([]));
        using var first = api.Connect();
        using var second = api.Connect();
        first.Write("POST /v1/reload HTTP/1.1\r\nHost: node\r\n\r\n");
        second.Write("POST /v1/reload HTTP/1.1\r\nHost: node\r\n\r\n");
        await Eventually.True(() => api.Plane.Asked.Count == 2);

        var third = api.Send("POST", "/v1/reload");
        var query = api.Send("GET", "/v1/services");
        release.SetResult(new AdminProtocol.Done("done"));

        Assert.Equal(503, third.Status);
        Assert.Contains("2 commands are being answered, which is the limit", third.Body, StringComparison.Ordinal);
        Assert.Equal(200, query.Status);
        Assert.Equal((200, 200), (first.Read().Status, second.Read().Status));
        Assert.Equal(200, api.Send("POST", "/v1/reload").Status);
    }

    [Fact]
    public void Whatever_waits_for_a_target_has_its_place_among_the_commands()
    {
        var gate = new RequestGate(new ControlApiLimits { MaxQueries = 1, MaxCommands = 2 });
        var wait = new ClusterProtocol.Await("web", 1, AdminProtocol.Patience.Default);

        using var first = gate.Enter(wait);
        using var second = gate.Enter(new ClusterProtocol.OnNode("n1", wait));
        using var query = gate.Enter(new ClusterProtocol.OnNode("n1", new AdminProtocol.ListServices()));

        Assert.Throws<RequestRefusedException>(() => gate.Enter(wait));
        Assert.Throws<RequestRefusedException>(() => gate.Enter(new ClusterProtocol.ListNodes()));
    }

    [Fact]
    public async Task Queries_over_the_bound_are_503()
    {
        await using var api = await RunningApi.StartAsync(new() { MaxQueries = 1 });
        var release = new TaskCompletionSource<AdminProtocol.Reply>();
        api.Plane.AnswerLater = (_, _) => release.Task;
        using var first = api.Connect();
        first.Write("GET /v1/services HTTP/1.1\r\nHost: node\r\n\r\n");
        await Eventually.True(() => api.Plane.Asked.Count == 1);

        Assert.Equal(503, api.Send("GET", "/v1/containers").Status);
        release.SetResult(new AdminProtocol.Services([]));
        Assert.Equal(200, first.Read().Status);
    }
}
