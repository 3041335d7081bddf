using ControlPlane.Node.Logging;

namespace ControlPlane.Node.Tests.Logging;

public sealed class SinkTableSpec : IDisposable
{
    private readonly LogWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void A_new_plan_is_told_apart_into_what_is_added_changed_removed_and_kept()
    {
        var table = new SinkTable(_world.Open(
            "logging { kept { type = stderr }, changed { type = stderr }, removed { type = stderr } }"));
        var kept = table.Slots[0];

        var changes = table.Apply(_world.Open(
            "logging { added { type = stderr }, changed { type = stderr, max_level = err }, kept { type = stderr } }"));

        Assert.Equal(["added"], changes.Added.Select(slot => slot.Name));
        Assert.Equal(["changed"], changes.Changed.Select(change => change.Slot.Name));
        Assert.Equal(["removed"], changes.Removed.Select(slot => slot.Name));
        Assert.Equal(["added", "changed", "kept"], table.Slots.Select(slot => slot.Name));
        Assert.Same(kept, table.Slots[2]);
    }

    [Fact]
    public void A_plan_that_was_opened_against_another_one_than_the_running_one_is_refused()
    {
        var table = new SinkTable(_world.Open("logging { a { type = stderr } }"));
        _world.Open("logging { a { type = stderr }, b { type = stderr } }");
        var stale = _world.Open("logging { b { type = stderr } }");

        var refused = Assert.Throws<InvalidOperationException>(() => table.Apply(stale));

        Assert.Contains("[b]", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["a"], table.Slots.Select(slot => slot.Name));
    }
}
