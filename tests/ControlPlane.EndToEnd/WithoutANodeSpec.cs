using ControlPlane.EndToEnd.Fixture;

namespace ControlPlane.EndToEnd;

/// <summary>What the command line says where no node is asked, or none is there.</summary>
public sealed class WithoutANodeSpec : IAsyncLifetime
{
    private readonly Place _place = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _place.DisposeAsync();

    [Theory]
    [InlineData("frobnicate")]
    [InlineData("enable")]
    [InlineData("scale", "a", "many")]
    [InlineData("disable", "a", "--timeout", "soon")]
    [InlineData("list", "-o", "yaml")]
    [InlineData("enable", "a", "--no-wait", "--timeout", "1s")]
    public async Task Bad_usage_is_told_from_failure(params string[] command)
    {
        var result = await _place.Run(command);

        Assert.Equal(2, result.Exit);
        Assert.StartsWith("cplane: ", result.Error);
        Assert.Empty(result.Out);
    }

    [Theory]
    [InlineData("list")]
    [InlineData("shutdown")]
    public async Task Nobody_is_there_to_ask(string command)
    {
        var nowhere = _place.PathOf("nowhere");

        var result = await _place.Run(command, "--sockdir", nowhere);

        Assert.Equal(69, result.Exit);
        Assert.Contains($"no node in {nowhere}: there is no such directory", result.Error);
    }
}
