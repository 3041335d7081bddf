namespace ControlPlane.Etcd.Tests;

public sealed class KeyRangeSpec
{
    [Theory]
    [InlineData("/a/", "/a0")]
    [InlineData("\u007F", "\u0080")]
    [InlineData("\uD7FF", "\uE000")]
    [InlineData("\uFFFF", "\U00010000")]
    [InlineData("a😀", "a😁")]
    [InlineData("\U000103FF", "\U00010400")]
    public void A_prefix_ends_before_the_next_character(string prefix, string end) =>
        Assert.Equal(new KeyRange(prefix, end), KeyRange.Prefix(prefix));

    [Theory]
    [InlineData("")]
    [InlineData("\U0010FFFF")]
    public void A_prefix_without_an_end_is_refused(string prefix) =>
        Assert.Throws<ArgumentException>(() => KeyRange.Prefix(prefix));

    [Fact]
    public void A_prefix_that_ends_with_half_a_character_is_refused() =>
        Assert.Throws<ArgumentException>(() => KeyRange.Prefix("a\uD83D"));

    [Fact]
    public void It_contains_what_lies_between()
    {
        var range = new KeyRange("b", "d");
        Assert.Equal(["b", "b/", "c😀"], new[] { "a", "b", "b/", "c😀", "d", "d/" }.Where(range.Contains));
        Assert.Equal(["b"], new[] { "a", "b", "b/" }.Where(KeyRange.One("b").Contains));
    }

    [Fact]
    public void Keys_are_ordered_as_their_bytes()
    {
        var random = new Random(1);
        string[] parts = ["", "a", "b", "ä", "\uD7FF", "\uE000", "\uFFFF", "😀", "\U0010FFFF"];
        for (var n = 0; n < 2000; n++)
        {
            var (one, other) = (Any(), Any());
            var bytes = System.Text.Encoding.UTF8.GetBytes(one).AsSpan()
                .SequenceCompareTo(System.Text.Encoding.UTF8.GetBytes(other));
            Assert.Equal(Math.Sign(bytes), Math.Sign(KeyOrder.Instance.Compare(one, other)));
        }

        string Any() =>
            string.Concat(Enumerable.Range(0, random.Next(4)).Select(_ => parts[random.Next(parts.Length)]));
    }
}
