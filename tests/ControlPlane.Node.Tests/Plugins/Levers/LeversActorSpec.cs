using ControlPlane.Contracts.Processors;
using ControlPlane.Node.Containers.InProcess;
using ControlPlane.Node.Plugins;

namespace ControlPlane.Node.Tests.Plugins.Levers;

public sealed class LeversActorSpec
{
    private readonly PluginsWorld _world = new();
    private readonly IContainerServices _one;
    private readonly TaskCompletionSource<string> _slow = new();

    public LeversActorSpec() => _one = _world.Container("shop", 1);

    [Fact]
    public void A_container_calls_a_function_of_its_service()
    {
        Add("twice", (text, _) => Task.FromResult(text + text));
        Assert.Equal("abab", _world.Now(_one.Levers.ActivateAsync("twice", "ab")));
    }

    [Fact]
    public void What_it_throws_reaches_the_caller_whether_at_once_or_later()
    {
        Add("now", (_, _) => throw new ArgumentException("no luck"));
        Add("later", (_, _) => _slow.Task);
        Assert.Equal(
            "no luck", Assert.Throws<LeverException>(() => _world.Now(_one.Levers.ActivateAsync("now", ""))).Message);
        var later = _one.Levers.ActivateAsync("later", "");
        Assert.True(_world.Waits(later));
        _slow.SetException(new ArgumentException("no luck later"));
        Assert.Equal("no luck later", Assert.Throws<LeverException>(() => _world.Now(later)).Message);
    }

    [Fact]
    public void A_result_that_is_no_text_or_too_long_is_an_exception_too()
    {
        Add("null", (_, _) => Task.FromResult<string>(null!));
        Add("long", (_, _) => Task.FromResult(new string('x', PluginLimits.MaxValue + 1)));
        Assert.Throws<LeverException>(() => _world.Now(_one.Levers.ActivateAsync("null", "")));
        Assert.Throws<LeverException>(() => _world.Now(_one.Levers.ActivateAsync("long", "")));
    }

    [Fact]
    public void One_that_never_returns_blocks_itself_alone_until_its_callers_give_up()
    {
        var told = false;
        Add("stuck", (_, token) =>
        {
            token.Register(() => told = true);
            return _slow.Task;
        });
        Add("fine", (text, _) => Task.FromResult(text));
        using var cancel = new CancellationTokenSource();
        var (first, second) = (
            _one.Levers.ActivateAsync("stuck", "", cancel.Token), _one.Levers.ActivateAsync("stuck", ""));
        Assert.Equal("x", _world.Now(_one.Levers.ActivateAsync("fine", "x")));
        Assert.True(_world.Waits(first));
        cancel.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => _world.Now(first));
        Assert.True(told);
        Assert.True(_world.Waits(second));
        _slow.SetResult("at last");
        Assert.Equal("at last", _world.Now(second));
    }

    [Fact]
    public void A_service_that_was_removed_has_none()
    {
        Add("x", (text, _) => Task.FromResult(text));
        _world.Services.Forget("shop");
        Assert.Throws<KeyNotFoundException>(() => _world.Now(_one.Levers.ActivateAsync("x", "")));
    }

    private void Add(string name, Func<string, CancellationToken, Task<string>> lever) =>
        _world.Services.AddLever("shop", name, lever);
}
