using ControlPlane.Hocon;
using ControlPlane.Node.Controller.Configuration;

namespace ControlPlane.Node.Tests.Controller.Configuration;

public sealed class TextKeySpec
{
    [Theory]
    [InlineData("x = abc", "abc")]
    [InlineData("x = 5", "5")]
    [InlineData("x = true", "true")]
    [InlineData("x = \"\"", "")]
    public void Texts_numbers_and_booleans_are_texts(string text, string expected)
    {
        var (section, errors) = Section(text);

        Assert.Equal(expected, TextKey.Find(section, "x"));
        Assert.Equal(expected, TextKey.Get(section, "x"));
        Assert.Empty(errors.Items);
    }

    [Theory]
    [InlineData("x = [abc]")]
    [InlineData("x { a = 1 }")]
    public void Anything_else_is_none_and_one_error(string text)
    {
        var (section, errors) = Section(text);

        Assert.Null(TextKey.Find(section, "x"));
        Assert.Single(errors.Items);
        Assert.True(section.Has("x"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x = null")]
    public void What_is_absent_is_an_error_only_where_it_is_required(string text)
    {
        var (section, errors) = Section(text);

        Assert.Null(TextKey.Find(section, "x"));
        Assert.Empty(errors.Items);
        Assert.Null(TextKey.Get(section, "x"));
        Assert.Single(errors.Items);
    }

    private static (Config Section, SettingsErrors Errors) Section(string text)
    {
        var errors = new SettingsErrors();
        return (new Config(HoconParser.Parse(text), "", errors), errors);
    }
}
