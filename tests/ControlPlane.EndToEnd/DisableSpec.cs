using ControlPlane.EndToEnd.Fixture;
using ControlPlane.TestKit;

namespace ControlPlane.EndToEnd;

/// <summary>A service that is switched off keeps its sockets.</summary>
public sealed class DisableSpec : IAsyncLifetime
{
    private readonly Place _place = new();
    private readonly int _port = FreePort.Next();

    public async Task InitializeAsync()
    {
        _place.Configure(Workers.Web("web", _port, threads: 2));
        await _place.Start();
        await _place.Ready("web", 2);
    }

    public async Task DisposeAsync() => await _place.DisposeAsync();

    [Fact]
    public async Task A_disabled_service_has_no_container_and_no_process()
    {
        var workers = (await _place.Containers("web")).Select(c => c.Process!).ToList();

        Assert.Equal("web is disabled: no containers\n", await _place.Done("disable", "web"));

        Assert.Empty(await _place.Containers("web"));
        Assert.DoesNotContain(workers, w => w.Exists);
        var service = await _place.Service("web");
        Assert.Equal(("disabled", 0, 0, 0), (service.State, service.Desired, service.Ready, service.Containers));
    }

    [Fact]
    public async Task A_connection_opened_meanwhile_waits_and_is_answered_after_enable()
    {
        await _place.Done("disable", "web");
        var answer = Web.Ask(await Web.Connect(_port));
        Assert.Empty(await _place.Containers("web"));
        Assert.False(answer.IsCompleted);

        Assert.Equal("web is enabled: 2 of 2 containers ready\n", await _place.Done("enable", "web"));

        Assert.Contains("Hello from web-", await answer);
    }
}
