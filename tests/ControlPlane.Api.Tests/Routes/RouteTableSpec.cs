using ControlPlane.Contracts.Admin;

namespace ControlPlane.Api.Tests.Routes;

public sealed class RouteTableSpec
{
    private static readonly AdminProtocol.Patience Default = new();

    public static TheoryData<string, string, string, AdminProtocol.Request> Requests => new()
    {
        { "GET", "/v1/services", "", new AdminProtocol.ListServices() },
        { "GET", "http://node/v1/services", "", new AdminProtocol.ListServices() },
        { "GET", "/v1/containers", "", new AdminProtocol.ListContainers() },
        { "GET", "/v1/containers?service=web", "", new AdminProtocol.ListContainers("web") },
        { "GET", "/v1/containers?service=a%26b%20%C3%A4+", "", new AdminProtocol.ListContainers("a&b ä+") },
        { "POST", "/v1/services/web/enable", "", new AdminProtocol.Enable("web", Default) },
        { "POST", "/v1/services/web/enable", "{}", new AdminProtocol.Enable("web", Default) },
        { "POST", "/v1/services/web/enable", """{"wait":null}""", new AdminProtocol.Enable("web", Default) },
        { "POST", "/v1/services/a%2Fb/disable", """{ "wait": false }""",
            new AdminProtocol.Disable("a/b", new(Wait: false)) },
        { "POST", "/v1/services/../restart", """{"rolling":true,"timeout":1.5}""",
            new AdminProtocol.Restart("..", true, new(Timeout: TimeSpan.FromSeconds(1.5))) },
        { "POST", "/v1/services/web/scale", """{"count":0}""", new AdminProtocol.Scale("web", 0, Default) },
        { "POST", "/v1/services/web/scale", """{"count":10000,"timeout":86400}""",
            new AdminProtocol.Scale("web", 10_000, new(Timeout: TimeSpan.FromDays(1))) },
        { "POST", "/v1/restart-all", "", new AdminProtocol.RestartAll(false, Default) },
        { "POST", "/v1/restart-all", """{"rolling":true}""", new AdminProtocol.RestartAll(true, Default) },
        { "POST", "/v1/reload", "", new AdminProtocol.Reload(null, Default) },
        { "POST", "/v1/reload", """{"file":"/etc/shop.conf"}""", new AdminProtocol.Reload("/etc/shop.conf", Default) },
        { "POST", "/v1/node/shutdown", "", new AdminProtocol.Shutdown() },
        { "POST", "/v1/node/shutdown", """{"timeout":9}""",
            new AdminProtocol.Shutdown { Within = TimeSpan.FromSeconds(9) } },
        { "POST", "/v1/logs/reopen", "", new AdminProtocol.ReopenLogfiles() },
        { "GET", "/v1/nodes", "", new ClusterProtocol.ListNodes() },
        { "POST", "/v1/nodes/n%2F1/drain", "", new ClusterProtocol.DrainNode("n/1", Default) },
        { "POST", "/v1/nodes/n1/forget", "", new ClusterProtocol.ForgetNode("n1", Default) },
        { "POST", "/v1/nodes/n1/undrain", """{"wait":false}""", new ClusterProtocol.UndrainNode(
            "n1", new(Wait: false)) },
        { "GET", "/v1/services/web/placement", "", new ClusterProtocol.ExplainPlacement("web") },
        { "POST", "/v1/services/web/rebalance", """{"timeout":9}""",
            new ClusterProtocol.Rebalance("web", new(Timeout: TimeSpan.FromSeconds(9))) },
        { "POST", "/v1/configuration", """{"text":"a = 1","origin":"a.conf","wait":false}""",
            new ClusterProtocol.Apply("a = 1", "a.conf", new(Wait: false)) },
        { "POST", "/v1/configuration", """{"text":""}""", new ClusterProtocol.Apply("", "a request", Default) },
        { "POST", "/v1/configuration/rollback", "", new ClusterProtocol.Rollback(null, Default) },
        { "POST", "/v1/configuration/rollback", """{"version":7}""", new ClusterProtocol.Rollback(7, Default) },
        { "GET", "/v1/configuration/versions", "", new ClusterProtocol.ListVersions() },
        { "POST", "/v1/configuration/plan", """{"text":"a","origin":"b"}""", new ClusterProtocol.Plan("a", "b") },
        { "GET", "/v1/services?node=n1", "", new ClusterProtocol.OnNode("n1", new AdminProtocol.ListServices()) },
        { "GET", "/v1/containers?node=n%201&service=web", "",
            new ClusterProtocol.OnNode("n 1", new AdminProtocol.ListContainers("web")) },
        { "POST", "/v1/services/web/enable?node=n1", """{"timeout":3}""",
            new ClusterProtocol.OnNode("n1", new AdminProtocol.Enable("web", new(Timeout: TimeSpan.FromSeconds(3)))) },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Each_route_becomes_its_request(
        string method, string target, string body, AdminProtocol.Request expected)
    {
        await using var api = await RunningApi.StartAsync();

        var reply = api.Send(method, target, body, "Content-Type: application/x-www-form-urlencoded\r\n");

        Assert.Equal((200, "{\"done\":\"done\",\"changes\":[]}\n"), (reply.Status, reply.Body));
        Assert.Equal("application/json", reply.Headers["Content-Type"]);
        var (request, caller) = Assert.Single(api.Plane.Asked);
        Assert.Equal(expected, request);
        Assert.Equal(("control.sock", Environment.ProcessId), (caller.Via, caller.Pid));
    }

    [Theory]
    [InlineData("GET", "/")]
    [InlineData("GET", "/v1")]
    [InlineData("GET", "/v1/services/")]
    [InlineData("GET", "/V1/services")]
    [InlineData("POST", "/v1/services//enable")]
    [InlineData("POST", "/v1/services/web/explode")]
    [InlineData("POST", "/v1/message")]
    public async Task An_unknown_path_is_404_and_the_hint_names_the_known_ones(string method, string target)
    {
        await using var api = await RunningApi.StartAsync();

        var reply = api.Send(method, target);

        Assert.Equal(404, reply.Status);
        Assert.Contains("there is nothing at /", reply.Body, StringComparison.Ordinal);
        Assert.Contains("GET /v1/services, GET /v1/containers, POST /v1/services/{name}/enable", reply.Body,
            StringComparison.Ordinal);
        Assert.Empty(api.Plane.Asked);
    }

    [Theory]
    [InlineData("POST", "/v1/services", "GET")]
    [InlineData("DELETE", "/v1/containers", "GET")]
    [InlineData("GET", "/v1/services/web/enable", "POST")]
    [InlineData("PUT", "/v1/node/shutdown", "POST")]
    public async Task A_wrong_method_is_405_and_says_which_is_allowed(string method, string target, string allowed)
    {
        await using var api = await RunningApi.StartAsync();

        var reply = api.Send(method, target);

        Assert.Equal((405, allowed), (reply.Status, reply.Headers["Allow"]));
        Assert.Contains($"does not take {method}; allowed: {allowed}", reply.Body, StringComparison.Ordinal);
        Assert.Empty(api.Plane.Asked);
    }

    [Theory]
    [InlineData("GET", "/v1/services?service=web", "allowed here: node")]
    [InlineData("GET", "/v1/containers?servcie=web", "allowed here: service, node")]
    [InlineData("GET", "/v1/containers?service=a&service=b", "is given twice")]
    [InlineData("POST", "/v1/restart-all?rolling=true", "allowed here: node")]
    [InlineData("GET", "/v1/services?node=", "parameter [node] is empty; expected the name of a node")]
    [InlineData("GET", "/v1/services?node=a&node=b", "is given twice")]
    public async Task A_query_parameter_that_a_route_does_not_take_is_400(string method, string target, string error)
    {
        await using var api = await RunningApi.StartAsync();

        var reply = api.Send(method, target);

        Assert.Equal(400, reply.Status);
        Assert.Contains(error, reply.Body, StringComparison.Ordinal);
        Assert.Empty(api.Plane.Asked);
    }

    [Fact]
    public async Task What_nodes_ask_each_other_is_not_for_people()
    {
        await using var api = await RunningApi.StartAsync();

        var reply = api.Send("POST", "/v1/await", """{"revision":1}""");

        Assert.Equal(403, reply.Status);
        Assert.Contains("is for the nodes of a cluster among themselves", reply.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("/v1/await", api.Send("GET", "/").Body, StringComparison.Ordinal);
        Assert.Empty(api.Plane.Asked);
    }
}
