using System.Text;
using ControlPlane.Node.Logging.Lines;

namespace ControlPlane.Node.Tests.Logging.Lines;

public sealed class LineTextSpec
{
    [Theory]
    [InlineData("plain text", "plain text")]
    [InlineData("a\tb", "a\tb")]
    [InlineData("\u001b[31mred", "\\u001b[31mred")]
    [InlineData("nul \0 del \u007f", "nul \\u0000 del \\u007f")]
    [InlineData("next line \u0085, separators \u2028\u2029", "next line \\u0085, separators \\u2028\\u2029")]
    [InlineData("back\rto the start", "back\\u000dto the start")]
    [InlineData("C:\\dir\\u0041", "C:\\dir\\u0041")]
    [InlineData("größer 日本 🦀", "größer 日本 🦀")]
    [InlineData("one\ntwo\r\nthree", "one\n    two\n    three")]
    [InlineData("ends\n\r\n", "ends")]
    [InlineData("\n", "")]
    [InlineData("", "")]
    public void Control_characters_are_shown_and_line_breaks_are_indented(string text, string expected) =>
        Assert.Equal(expected, Lines(text));

    [Fact]
    public void A_message_that_is_too_long_is_cut_and_says_so()
    {
        var written = Lines(new string('x', LineText.MaxLength + 5));

        Assert.Equal(new string('x', LineText.MaxLength) + " [cut, 5 more characters]", written);
    }

    [Fact]
    public void The_cut_spares_a_pair_of_surrogates()
    {
        var written = Lines(new string('x', LineText.MaxLength - 1) + "🦀🦀");

        Assert.Equal(new string('x', LineText.MaxLength - 1) + " [cut, 4 more characters]", written);
    }

    [Fact]
    public void As_one_line_every_line_break_is_two_characters()
    {
        var text = new StringBuilder();
        LineText.AppendLine(text, "one\ntwo\r\nthree\n");
        Assert.Equal(@"one\ntwo\nthree", text.ToString());
    }

    private static string Lines(string text)
    {
        var written = new StringBuilder();
        LineText.AppendLines(written, text);
        return written.ToString();
    }
}
