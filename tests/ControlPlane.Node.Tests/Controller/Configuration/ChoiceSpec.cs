using ControlPlane.Hocon;
using ControlPlane.Node.Controller.Configuration;

namespace ControlPlane.Node.Tests.Controller.Configuration;

public sealed class ChoiceSpec
{
    private static readonly Dictionary<string, int> Allowed = new() { ["one"] = 1, ["two"] = 2 };

    [Theory]
    [InlineData("x = two", true, 2, null)]
    [InlineData("x = TWO", true, 2, null)]
    [InlineData("x = three", false, 1, "x: is [three], which is known, but not in this version; expected one or two")]
    [InlineData("x = Three", false, 1, "x: is [Three], which is known, but not in this version; expected one or two")]
    [InlineData("x = tow", false, 1, "x: is [tow] (string); expected one of [one, two]")]
    [InlineData("x = [two]", false, 1, "x: is an array; expected one of [one, two]")]
    [InlineData("x = 2", false, 1, "x: is [2] (number); expected one of [one, two]")]
    [InlineData("", false, 1, "x: is missing; expected one of [one, two]")]
    public void What_is_not_one_of_them_is_one_error(string text, bool good, int value, string? expected)
    {
        var errors = new SettingsErrors();
        var section = new Config(HoconParser.Parse(text), "", errors);

        Assert.Equal(good, Choice.TryRead(section, "x", Allowed, ["three"], out var found));
        Assert.Equal(value, found);
        Assert.Equal(expected is null ? 0 : 1, errors.Items.Count);
        Assert.All(errors.Items, e => Assert.StartsWith(expected!, $"{e.Path}: {e.Message}", StringComparison.Ordinal));
    }
}
