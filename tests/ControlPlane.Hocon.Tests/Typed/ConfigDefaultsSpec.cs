namespace ControlPlane.Hocon.Tests.Typed;

/// <summary>A section over defaults, and the value of a key as it stands.</summary>
public sealed class ConfigDefaultsSpec
{
    private readonly SettingsErrors _errors = new();

    [Fact]
    public void What_the_section_lacks_comes_from_the_defaults_with_its_own_position()
    {
        var section = Section("a = 1, s { x = 1 }").WithFallback(Parse("a = 2, b = 3, s { y = 2 }"));

        Assert.Equal((1, 3), (section.GetInt("a"), section.GetInt("b")));
        Assert.Equal((1, 2), (section.Section("s").GetInt("x"), section.Section("s").GetInt("y")));
        Assert.Equal("text", section.PositionOf("b")?.Origin);
        Assert.Equal("p", section.Path);
        Assert.False(_errors.Any);
    }

    [Fact]
    public void What_was_asked_for_before_stays_known()
    {
        var written = Section("a = 1, c = 1");
        written.GetInt("a");
        written.WithFallback(Parse("b = 2")).RejectUnknownKeys();

        Assert.Equal(["p.c", "p.b"], _errors.Items.OrderByDescending(e => e.Path).Select(e => e.Path));
    }

    [Fact]
    public void Errors_go_to_the_same_collection()
    {
        Section("a = x").WithFallback(Parse("b = 2")).GetInt("a");

        Assert.Equal("p.a", Assert.Single(_errors.Items).Path);
    }

    [Fact]
    public void A_value_can_be_looked_at_whatever_it_is()
    {
        var section = Section("a = [1], b = null");

        Assert.IsType<HoconArray>(section.Peek("a"));
        Assert.Null(section.Peek("b"));
        Assert.Null(section.Peek("c"));
        section.RejectUnknownKeys();
        Assert.False(_errors.Any);
    }

    private static HoconObject Parse(string text) => HoconParser.Parse(text);

    private Config Section(string text) => new(Parse(text), "p", _errors);
}
