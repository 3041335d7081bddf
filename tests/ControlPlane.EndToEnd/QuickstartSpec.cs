using System.Text.Json;
using ControlPlane.EndToEnd.Fixture;
using ControlPlane.TestKit;
using Xunit.Abstractions;

namespace ControlPlane.EndToEnd;

/// <summary>The first configuration that a newcomer runs.</summary>
public sealed class QuickstartSpec(ITestOutputHelper output) : IAsyncLifetime
{
    private static readonly string[] ServiceFields =
        ["service", "state", "desired", "ready", "containers", "protocols"];

    private static readonly string[] ContainerFields =
        [
            "service", "id", "node", "state", "detail", "pid", "jobs", "restarts", "started_at", "confinement",
            "addresses",
        ];

    private readonly Place _place = new() { File = RepositoryRoot.File("hocon/quickstart.conf") };
    private readonly int _python = FreePort.Next(), _node = FreePort.Next(), _hello = FreePort.Next();

    public async Task InitializeAsync()
    {
        _place.Environment["CPLANE_PORT_PYTHON"] = $"{_python}";
        _place.Environment["CPLANE_PORT_NODE"] = $"{_node}";
        _place.Environment["CPLANE_PORT_HELLO"] = $"{_hello}";
        await _place.Start();
        await _place.Ready("python", 2);
        await _place.Ready("node", 2);
        await _place.Ready("hello", 2);
    }

    public async Task DisposeAsync() => await _place.DisposeAsync();

    [Fact]
    public async Task All_three_services_answer()
    {
        Assert.Contains("Hello from python-", await Web.Get(_python));
        Assert.Contains("Hello from node-", await Web.Get(_node));
        Assert.Contains("200 OK", await Web.Get(_hello));
    }

    [Fact]
    public async Task Lists_have_exactly_the_promised_fields()
    {
        using var services = JsonDocument.Parse(await _place.Done("list", "-o", "json"));
        foreach (var service in services.RootElement.EnumerateArray())
        {
            Assert.Equal(ServiceFields, service.EnumerateObject().Select(p => p.Name));
            Assert.Equal("enabled", service.GetProperty("state").GetString());
            Assert.Equal(2, service.GetProperty("desired").GetInt32());
        }

        Assert.Equal(
            ["python", "node", "hello"],
            services.RootElement.EnumerateArray().Select(s => s.GetProperty("service").GetString()));
        Assert.Equal(
            $"127.0.0.1:{_python}",
            services.RootElement[0].GetProperty("protocols")[0].GetProperty("addresses")[0].GetString());

        using var containers = JsonDocument.Parse(await _place.Done("containers", "-o", "json"));
        foreach (var container in containers.RootElement.EnumerateArray())
        {
            Assert.Equal(ContainerFields, container.EnumerateObject().Select(p => p.Name));
            Assert.Equal("ready", container.GetProperty("state").GetString());
            Assert.Equal(
                container.GetProperty("service").GetString() == "hello",
                container.GetProperty("pid").ValueKind == JsonValueKind.Null);
            Assert.Equal(TimeSpan.Zero, container.GetProperty("started_at").GetDateTimeOffset().Offset);
        }

        Assert.Equal(6, containers.RootElement.GetArrayLength());
    }

    [Fact]
    public async Task Each_killed_worker_comes_back_under_its_id()
    {
        foreach (var service in new[] { "python", "node" })
        {
            foreach (var before in await _place.Containers(service))
            {
                before.Process!.Signal(ProcessMark.Kill);
                await Eventually.Succeeds(async () =>
                {
                    var now = (await _place.Containers(service)).Single(c => c.Id == before.Id);
                    Assert.NotEqual(before.Pid, now.Pid);
                    Assert.Equal((1, "ready"), (now.Restarts, now.State));
                });
            }
        }
    }

    [Fact]
    public async Task A_hundred_kills_refuse_no_connection()
    {
        var visitors = new Visitors(_python, _node, _python, _node);
        await using (visitors)
        {
            for (var kill = 0; kill < 100; kill++)
            {
                var answered = visitors.Answered;
                var victim = await Victim();
                victim.Signal(ProcessMark.Kill);
                await Eventually.True(
                    () => !victim.Exists && visitors.Answered > answered,
                    describe: () => $"{visitors}\n{_place.Node.Said}");
            }
        }

        output.WriteLine($"100 kills: {visitors}");
        Assert.Equal(0, visitors.Refused);
        Assert.True(visitors.Answered > 100, $"{visitors}");
        await Eventually.Succeeds(async () => Assert.Equal(100, (await Workers()).Sum(c => c.Restarts)));
        await _place.Ready("python", 2);
        await _place.Ready("node", 2);
        await Eventually.True(() => !ProcessMark.ChildrenOf(_place.Node.Mark.Pid).Any(p => p.IsZombie));
    }

    /// <summary>One that had a good run, so that its replacement comes at once.</summary>
    private Task<ProcessMark> Victim() => Eventually.Value(async () =>
    {
        var old = TimeProvider.System.GetUtcNow() - TimeSpan.FromSeconds(2.5);
        return (await Workers()).Where(c => c.State == "ready" && c.StartedAt < old).MinBy(c => c.StartedAt)?.Process
            ?? throw new ExpectationException("no worker has had a good run yet");
    });

    private async Task<IReadOnlyList<ContainerFact>> Workers() =>
        [.. await _place.Containers("python"), .. await _place.Containers("node")];
}
