using ControlPlane.Contracts.Processors;
using ControlPlane.Node.Containers.InProcess;
using ControlPlane.Node.Plugins;

namespace ControlPlane.Node.Tests.Plugins;

/// <summary>What is refused before it reaches the node, and what it says.</summary>
public sealed class PluginLimitsSpec
{
    private readonly PluginsWorld _world = new();
    private readonly IContainerServices _one;

    public PluginLimitsSpec() => _one = _world.Container("shop", 1);

    [Theory]
    [InlineData(0)]
    [InlineData(201)]
    public void A_name_has_1_to_200_characters_everywhere(int length)
    {
        var name = new string('n', length);
        Action[] calls =
        [
            () => _one.Semaphores.IncrementAsync(name),
            () => _one.Mutexes.LockAsync(name),
            () => _world.Now(_one.Mailboxes.SendAsync(name, default)),
            () => _one.SharedVariables.CreateAsync(name),
            () => _one.Levers.ActivateAsync(name, ""),
            () => _one.Messages.Send("*", name),
            () => _one.Messages.Send(name, "n"),
            () => _world.Services.AddLever("shop", name, (_, _) => Task.FromResult("")),
        ];
        Assert.All(calls, call => Assert.Contains(
            $"has {length} characters; expected 1 to 200", Assert.Throws<ArgumentException>(call).Message,
            StringComparison.Ordinal));
    }

    [Fact]
    public void The_longest_name_and_the_largest_value_are_taken()
    {
        var name = new string('n', PluginLimits.MaxNameLength);
        _world.Now(_one.Mailboxes.SendAsync(name, new byte[PluginLimits.MaxValue]));
        Assert.Equal(PluginLimits.MaxValue, _world.Now(_one.Mailboxes.ReceiveAsync(name)).Length);
    }

    [Fact]
    public void A_value_has_at_most_a_mebibyte()
    {
        var value = new byte[PluginLimits.MaxValue + 1];
        Assert.Throws<ArgumentException>(() => _world.Now(_one.Mailboxes.SendAsync("x", value)));
        Assert.Throws<ArgumentException>(() => _world.Now(_one.SharedVariables.SetAsync("x", value)));
        Assert.Throws<ArgumentException>(
            () => _world.Now(_one.Levers.ActivateAsync("x", new string('x', value.Length))));
    }

    [Fact]
    public void A_message_has_at_most_100_arguments_and_64_kib()
    {
        Assert.Throws<ArgumentException>(() => _one.Messages.Send("*", "n", new string[101]));
        Assert.Throws<ArgumentException>(() => _one.Messages.Send("*", "n", new string('ä', 32 * 1024), "x"));
        _one.Messages.Send("*", "n", new string('ä', 32 * 1024));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(50 * 86_400)]
    public void A_time_without_use_is_above_zero_and_at_most_49_days(int seconds) =>
        Assert.Throws<ArgumentOutOfRangeException>(
        () => _world.Now(
            _one.SharedVariables.CreateAsync("x", new SharedVariableOptions(Timeout: TimeSpan.FromSeconds(seconds)))));

    [Fact]
    public void A_semaphore_begins_with_zero_or_more() => Assert.Throws<ArgumentOutOfRangeException>(
        () => _world.Now(_one.Semaphores.CreateAsync("x", -1)));

    [Fact]
    public void What_a_mutex_is_made_of_can_be_looked_at_and_not_changed()
    {
        _world.Now(_one.Mutexes.LockAsync("m"));
        Assert.Equal(1, _world.Now(_one.Semaphores.GetAsync("m#s")));
        Assert.Equal(1, _world.Now(_one.Semaphores.GetAsync("free#w")));
        Assert.Contains(
            "belongs to the mutex [m]",
            Assert.Throws<ArgumentException>(() => _world.Now(_one.Semaphores.DestroyAsync("m#w"))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_goes_beyond_a_limit_of_the_node_is_refused_to_the_caller_alone()
    {
        for (var n = 0; n < PluginLimits.MaxNames; n++)
        {
            _ = _one.SharedVariables.CreateAsync($"v{n}");
        }

        var refused = Assert.Throws<InvalidOperationException>(
            () => _world.Now(_one.SharedVariables.CreateAsync("more")));
        Assert.Contains(
            "has 10000 shared variables; expected at most 10000", refused.Message, StringComparison.Ordinal);
        Assert.True(_world.Now(_one.SharedVariables.SetAsync("v1", new byte[1])));
        Assert.Empty(_world.Kit.Reports);
    }

    [Fact]
    public void A_service_has_at_most_a_thousand_levers()
    {
        for (var n = 0; n < PluginLimits.MaxLevers; n++)
        {
            Add($"l{n}");
        }

        Assert.Throws<InvalidOperationException>(() => Add("more"));
        Add("l1");
        _world.Services.Forget("shop");
        Add("more");

        void Add(string name) => _world.Services.AddLever("shop", name, (_, _) => Task.FromResult(""));
    }
}
