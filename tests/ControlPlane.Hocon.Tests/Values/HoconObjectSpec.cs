namespace ControlPlane.Hocon.Values;

public sealed class HoconObjectSpec
{
    private static string Merged(params string[] texts)
    {
        var merged = texts.Select(text => HoconParser.Parse(text)).Aggregate((first, next) => first.WithFallback(next));
        return HoconJson.Write(merged, indented: false, withOrigins: false);
    }

    [Fact]
    public void A_fallback_gives_the_keys_that_are_missing_at_every_depth() => Assert.Equal(
        """{"a":{"x":1,"y":2},"b":1,"c":3}""",
        Merged("a { x = 1 }, b = 1", "a { x = 9, y = 2 }, b = 9, c = 3"));

    [Fact]
    public void A_simple_value_is_not_merged_with_an_object() => Assert.Equal(
        """{"a":1,"b":{"x":1}}""",
        Merged("a = 1, b { x = 1 }", "a { y = 2 }, b = 2"));

    [Fact]
    public void Objects_with_a_simple_value_between_them_never_merge() => Assert.Equal(
        """{"a":{"x":1}}""",
        Merged("a { x = 1 }", "a = 42", "a { y = 2 }"));

    [Fact]
    public void Objects_beside_each_other_merge_above_a_simple_value() => Assert.Equal(
        """{"a":{"x":1,"y":2}}""",
        Merged("a { x = 1 }", "a { y = 2 }", "a = 42"));

    [Fact]
    public void Null_hides_the_fallback() => Assert.Equal("""{"a":null}""", Merged("a = null", "a = 1"));

    [Fact]
    public void Keys_stand_in_file_order_and_know_their_place()
    {
        var value = HoconParser.Parse("z = 1\na { b = 2 }\nm.n = 3\nz = 4", new HoconOptions { Origin = "f" });
        Assert.Equal(["z", "a", "m"], value.Keys);
        Assert.Equal("f:4:1", value.KeyAt("z")!.ToString());
        Assert.Equal("f:3:1", value.KeyAt("m")!.ToString());
        Assert.Null(value.KeyAt("no"));
        Assert.True(value.TryGet("m", out var m));
        Assert.Equal("f:3:3", ((HoconObject)m).KeyAt("n")!.ToString());
        Assert.False(value.TryGet("no", out _));
    }

    [Fact]
    public void Every_value_knows_its_type_and_place()
    {
        var value = HoconParser.Parse("a = [x, \"y\", 1, true, null,\n {}, []]", new HoconOptions { Origin = "f" });
        Assert.True(value.TryGet("a", out var a));
        var items = ((HoconArray)a).Items;
        Assert.Equal(
            ["string", "string", "number", "boolean", "null", "object", "array"],
            items.Select(i => i.TypeName));
        Assert.Equal(
            ["f:1:6", "f:1:9", "f:1:14", "f:1:17", "f:1:23", "f:2:2", "f:2:6"],
            items.Select(i => i.At.ToString()));
        Assert.False(((HoconString)items[0]).IsQuoted);
        Assert.True(((HoconString)items[1]).IsQuoted);
        Assert.Equal("1", ((HoconNumber)items[2]).Text);
        Assert.True(((HoconBoolean)items[3]).Value);
    }
}
