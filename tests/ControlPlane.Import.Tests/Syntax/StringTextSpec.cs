namespace ControlPlane.Import.Syntax;

public sealed class StringTextSpec
{
    [Theory]
    [InlineData(@"""plain""", "plain")]
    [InlineData(@"""a\n\t\r\b\\\""\'\ z""", "a\n\t\r\b\\\"' z")]
    [InlineData(@"""\065\x42\o103""", "ABC")]
    [InlineData(@"""\195\164""", "ä")]
    [InlineData(@"""\u{1F600}""", "😀")]
    [InlineData("\"two \\\n    \t words\"", "two words")]
    [InlineData("\"two \\\r\n words\"", "two words")]
    [InlineData("\"a\nb\"", "a\nb")]
    [InlineData("\"a\\\n\nb\"", "a\nb")]
    public void Escapes_are_those_of_OCaml(string text, string value) => Assert.Equal(value, Reading.Value(text));

    [Theory]
    [InlineData(@"""\q""", "f:1:16: this is no escape")]
    [InlineData(@"""\256""", "f:1:16: this is no escape")]
    [InlineData(@"""\12""", "f:1:16: this is no escape")]
    [InlineData(@"""\xg0""", "f:1:16: this is no escape")]
    [InlineData(@"""\o400""", "f:1:16: this is no escape")]
    [InlineData(@"""\u{D800}""", "f:1:16: this is no escape")]
    [InlineData(@"""\255""", "f:1:15: the bytes of this string are not UTF-8")]
    [InlineData("\"open", "f:1:15: this string has no end")]
    public void Anything_else_is_an_error_with_its_place(string text, string error) =>
        Assert.StartsWith(
            error, Assert.Throws<NetplexException>(() => Reading.Value(text)).Message, StringComparison.Ordinal);
}
