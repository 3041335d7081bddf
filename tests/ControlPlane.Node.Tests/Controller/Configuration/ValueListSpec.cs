using ControlPlane.Node.Controller.Configuration;

namespace ControlPlane.Node.Tests.Controller.Configuration;

public sealed class ValueListSpec
{
    [Fact]
    public void Lists_with_equal_elements_in_the_same_order_are_equal()
    {
        ValueList<string> a = ["x", "y"];
        var b = ValueList.From(new List<string> { "x", "y" });

        Assert.Equal(a, b);
        Assert.True(a.Equals((object)b));
        Assert.True(a == b);
        Assert.False(a != b);
        Assert.Equal(a.GetHashCode(), b.GetHashCode());
    }

    [Fact]
    public void The_order_counts_and_so_does_the_length()
    {
        ValueList<int> a = [1, 2];

        Assert.False(a.Equals([2, 1]));
        Assert.False(a.Equals([1, 2, 3]));
        Assert.False(a.Equals(null));
    }

    [Fact]
    public void Records_that_hold_lists_compare_by_value_all_the_way_down() =>
        Assert.Equal(new Holder([new Item("a")]), new Holder([new Item("a")]));

    private sealed record Item(string Name);

    private sealed record Holder(ValueList<Item> Items);
}
