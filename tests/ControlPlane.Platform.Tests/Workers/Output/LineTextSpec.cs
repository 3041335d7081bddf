using System.Text;
using ControlPlane.Platform.Workers.Output;

namespace ControlPlane.Platform.Tests.Workers.Output;

public sealed class LineTextSpec
{
    [Theory]
    [InlineData("plain text, tab\tand ümläut €😀", "plain text, tab\tand ümläut €😀")]
    [InlineData("windows line end\r", "windows line end")]
    [InlineData("over\rwritten", "over\\x0dwritten")]
    [InlineData("\u001b[2Jclear", "\\x1b[2Jclear")]
    [InlineData("nul\0del\u007fcsi\u009b", "nul\\x00del\\x7fcsi\\x9b")]
    [InlineData("forged\u2028line", "forged\\u2028line")]
    [InlineData("turned\u202eround", "turned\\u202eround")]
    public void What_could_forge_a_line_or_drive_a_terminal_is_shown_instead(string said, string shown) =>
        Assert.Equal(shown, LineText.Of(Encoding.UTF8.GetBytes(said), cut: false));

    [Fact]
    public void Bytes_that_are_no_UTF_8_are_replaced() =>
        Assert.Equal("a\uFFFDb", LineText.Of([(byte)'a', 0xFF, (byte)'b'], cut: false));

    [Fact]
    public void A_cut_line_says_so_and_stays_within_the_limit()
    {
        var text = LineText.Of(Encoding.ASCII.GetBytes(new string('x', 8192)), cut: true);

        Assert.Equal(8192, text.Length);
        Assert.EndsWith("[cut: longer than 8 KiB]", text);
    }

    [Fact]
    public void A_character_that_the_cut_tears_apart_leaves_no_replacement_mark()
    {
        var bytes = Encoding.UTF8.GetBytes("0123456789€");

        Assert.Equal("0123456789 [cut: longer than 8 KiB]", LineText.Of(bytes.AsSpan(0, bytes.Length - 1), cut: true));
        Assert.Equal("0123456789€ [cut: longer than 8 KiB]", LineText.Of(bytes, cut: true));
    }

    [Fact]
    public void A_line_that_grows_by_being_shown_is_cut_too()
    {
        var text = LineText.Of(new byte[8192], cut: false);

        Assert.Equal(8192, text.Length);
        Assert.StartsWith("\\x00\\x00", text);
    }

    [Fact]
    public void No_bytes_at_all_can_make_a_harmful_line()
    {
        var random = new Random(3);
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = new byte[random.Next(0, 60)];
            random.NextBytes(bytes);
            var text = LineText.Of(bytes, cut: round % 2 == 0);

            Assert.DoesNotContain(text, c => (char.IsControl(c) && c != '\t') || c is '\u2028' or '\u2029');
        }
    }
}
