using ControlPlane.Contracts.Wire;

namespace ControlPlane.Api.Tests.Replies;

public sealed class NoticeHeaderSpec
{
    [Fact]
    public void What_is_written_is_what_is_read()
    {
        string[] notices = ["n1 did not answer", "a line\r\nand ä header: x", ""];
        var values = NoticeHeader.Write(notices);
        Assert.Equal(notices, values.Select(NoticeHeader.Read));
        Assert.All(values, value => Assert.DoesNotContain(value, letter => letter is < ' ' or > '~'));
    }

    [Fact]
    public void A_reply_has_a_head_of_a_bounded_size_and_says_what_is_left_out()
    {
        var values = NoticeHeader.Write([.. Enumerable.Range(1, 1_000).Select(n => $"n{n} did not answer")]);
        Assert.InRange(values.Sum(value => value.Length), 1_000, 8_000);
        Assert.Equal($"… and {1_001 - values.Count} more that do not fit here", NoticeHeader.Read(values[^1]));
    }
}
