using ControlPlane.Contracts.Admin;
using ControlPlane.Contracts.Statuses;

namespace ControlPlane.Api.Tests.Replies;

public sealed class ReplyJsonSpec
{
    [Fact]
    public async Task Services_have_exactly_the_members_of_the_contract()
    {
        await using var api = await RunningApi.StartAsync();
        api.Plane.Answer = _ => new AdminProtocol.Services(
        [
            new("web", ServiceState.Enabled, 2, 1, 3, [new("http", ["127.0.0.1:8080", "[::1]:8080", "unix:/run/w"])]),
            new("jobs", ServiceState.Disabled, 0, 0, 0, []),
        ]);

        var reply = api.Send("GET", "/v1/services");

        Assert.Equal(200, reply.Status);
        Assert.Equal(
            """[{"service":"web","state":"enabled","desired":2,"ready":1,"containers":3,"protocols":["""
            + """{"name":"http","addresses":["127.0.0.1:8080","[::1]:8080","unix:/run/w"]}]},"""
            + """{"service":"jobs","state":"disabled","desired":0,"ready":0,"containers":0,"protocols":[]}]"""
            + "\n",
            reply.Body);
    }

    [Fact]
    public async Task Containers_have_the_members_of_the_contract_and_null_where_nothing_is_known()
    {
        await using var api = await RunningApi.StartAsync();
        api.Plane.Answer = _ => new AdminProtocol.Containers(
        [
            new("web", "web-1", "node", ContainerState.Ready, "accepting", 4711, 3, 2,
                new DateTimeOffset(2024, 5, 1, 12, 0, 0, TimeSpan.Zero), "group"),
            new("hello", "hello-1", "node", ContainerState.Waiting, "backoff: …", null, null, 0, null),
        ]);

        var reply = api.Send("GET", "/v1/containers");

        Assert.Equal(
            """
            [{"service":"web","id":"web-1","node":"node","state":"ready","detail":"accepting","pid":4711,
            "jobs":3,"restarts":2,"started_at":"2024-05-01T12:00:00+00:00","confinement":"group","addresses":[]},
            {"service":"hello","id":"hello-1","node":"node","state":"waiting","detail":"backoff: …",
            "pid":null,"jobs":null,"restarts":0,"started_at":null,"confinement":null,"addresses":[]}]
            """.ReplaceLineEndings("")
            + "\n",
            reply.Body);
    }

    [Fact]
    public async Task Nodes_have_the_members_of_the_contract_and_what_was_added()
    {
        await using var api = await RunningApi.StartAsync();
        api.Plane.Answer = _ => new ClusterProtocol.Nodes(
        [
            new("n1", NodeState.Up, true, "10.0.0.1:8443", new SortedDictionary<string, string>
            {
                ["diskType"] = "ssd",
                ["zone"] = "a",
            }, "0.1.0") { Containers = 3 },
            new(
                "n2", NodeState.Unreachable, false, "", new SortedDictionary<string, string>(),
                "0.1.0") { Detail = "slow" },
        ]);

        Assert.Equal(
            """
            [{"node":"n1","state":"up","leader":true,"address":"10.0.0.1:8443","labels":{"diskType":"ssd","zone":"a"},
            "version":"0.1.0","detail":"","containers":3},
            {"node":"n2","state":"unreachable","leader":false,"address":"","labels":{},
            "version":"0.1.0","detail":"slow","containers":null}]
            """.ReplaceLineEndings("") + "\n",
            api.Send("GET", "/v1/nodes").Body);
    }

    [Fact]
    public async Task A_placement_is_one_object_with_a_reason_for_each_node()
    {
        await using var api = await RunningApi.StartAsync();
        api.Plane.Answer = _ => new ClusterProtocol.Placement(new("web", "cluster", 3, 1,
            [new("n1", 2, 1, "fewest"), new("n2", 0, null, "label zone is [b]")]));

        Assert.Equal(
            """
            {"service":"web","scope":"cluster","wanted":3,"missing":1,"nodes":[
            {"node":"n1","wanted":2,"containers":1,"why":"fewest"},
            {"node":"n2","wanted":0,"containers":null,"why":"label zone is [b]"}]}
            """.ReplaceLineEndings("") + "\n",
            api.Send("GET", "/v1/services/web/placement").Body);
    }

    [Fact]
    public async Task A_plan_is_its_changes()
    {
        await using var api = await RunningApi.StartAsync();
        api.Plane.Answer = _ => new ClusterProtocol.Planned(["web: new", "jobs: removed"]);

        Assert.Equal(
            """{"changes":["web: new","jobs: removed"]}""" + "\n",
            api.Send("POST", "/v1/configuration/plan", """{"text":""}""").Body);
    }

    [Fact]
    public async Task A_reload_tells_its_changes()
    {
        await using var api = await RunningApi.StartAsync();
        api.Plane.Answer = _ => new AdminProtocol.Done("reloaded", ["web: started", "jobs: removed"]);

        var reply = api.Send("POST", "/v1/reload");

        Assert.Equal("""{"done":"reloaded","changes":["web: started","jobs: removed"]}""" + "\n", reply.Body);
    }

    [Fact]
    public async Task Texts_are_readable_and_what_could_control_a_terminal_is_escaped()
    {
        await using var api = await RunningApi.StartAsync();
        api.Plane.Answer = _ => new AdminProtocol.Done("web's <ü>\u001b[31m\u009b\u007f\n");

        Assert.Equal(
            """{"done":"web's <ü>\u001B[31m\u009B\u007F\n","changes":[]}""" + "\n",
            api.Send("POST", "/v1/reload").Body);
    }

    [Theory]
    [InlineData(Refusal.BadRequest, 400, "bad_request")]
    [InlineData(Refusal.Forbidden, 403, "forbidden")]
    [InlineData(Refusal.Unknown, 404, "unknown")]
    [InlineData(Refusal.Conflict, 409, "conflict")]
    [InlineData(Refusal.BadConfiguration, 422, "bad_configuration")]
    [InlineData(Refusal.Failed, 500, "failed")]
    [InlineData(Refusal.Unavailable, 503, "unavailable")]
    [InlineData(Refusal.NotInTime, 504, "not_in_time")]
    public async Task A_refusal_has_the_status_of_its_reason(Refusal why, int status, string name)
    {
        await using var api = await RunningApi.StartAsync();
        api.Plane.Answer = _ => new AdminProtocol.Refused(why, "it is so", "do that");

        var reply = api.Send("POST", "/v1/services/web/enable");

        Assert.Equal(status, reply.Status);
        Assert.Equal($$"""{"error":"it is so","hint":"do that","why":"{{name}}"}""" + "\n", reply.Body);
    }

    [Fact]
    public void Every_reason_has_a_status_of_its_own() =>
        Assert.Distinct(Enum.GetValues<Refusal>().Select(why => why.HttpStatus()));
}
