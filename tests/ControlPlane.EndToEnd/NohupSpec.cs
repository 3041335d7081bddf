using ControlPlane.EndToEnd.Fixture;

namespace ControlPlane.EndToEnd;

/// <summary>A node that nohup(1) started, so with HUP ignored, hears it all the same.</summary>
public sealed class NohupSpec : IAsyncLifetime
{
    private readonly Place _place = new();

    public async Task InitializeAsync()
    {
        _place.Configure(Workers.Sleeper("a"));
        await _place.StartWithHangUpIgnored();
        await _place.Ready("a", 1);
    }

    public async Task DisposeAsync() => await _place.DisposeAsync();

    [Fact]
    public async Task HUP_reloads()
    {
        _place.Configure(Workers.Sleeper("a", 2));
        _place.Node.Mark.Signal(ProcessMark.Hup);
        await _place.Ready("a", 2);
    }
}
