using ControlPlane.Node.Logging.Lines;

namespace ControlPlane.Node.Tests.Logging.Lines;

public sealed class LinePatternSpec
{
    [Theory]
    [InlineData("shop", "shop", true)]
    [InlineData("shop", "shops", false)]
    [InlineData("shop", "Shop", false)]
    [InlineData("shop", "a shop", false)]
    [InlineData("shop*", "shop", true)]
    [InlineData("shop*", "shop.web", true)]
    [InlineData("shop*", "a shop", false)]
    [InlineData("*shop", "a shop", true)]
    [InlineData("*shop", "shops", false)]
    [InlineData("*o*", "shop", true)]
    [InlineData("*o*", "sh", false)]
    [InlineData("a*b*c", "abc", true)]
    [InlineData("a*b*c", "a.b.b.c", true)]
    [InlineData("a*b*c", "acb", false)]
    [InlineData("aba*ab", "abab", false)]
    [InlineData("", "", true)]
    [InlineData("", "access", false)]
    [InlineData("*", "", true)]
    [InlineData("**", "anything at all", true)]
    [InlineData("a.c", "abc", false)]
    [InlineData("a?c*", "abc", false)]
    [InlineData("[ab]*", "a", false)]
    [InlineData("x*", "x\n", true)]
    public void Only_the_star_is_a_wildcard_and_the_whole_name_must_match(string pattern, string name, bool expected) =>
        Assert.Equal(expected, new LinePattern(pattern).Matches(name));

    [Fact]
    public void Patterns_of_a_seed_match_as_the_definition_says()
    {
        var random = new Random(20261122);
        for (var round = 0; round < 100_000; round++)
        {
            var pattern = Text(random, "ab*", 8);
            var name = Text(random, "ab", 10);
            Assert.True(
                ByDefinition(pattern, name) == new LinePattern(pattern).Matches(name), $"[{pattern}] on [{name}]");
        }
    }

    [Fact]
    public void A_pattern_longer_than_256_characters_is_refused() =>
        Assert.Throws<ArgumentException>(() => new LinePattern(new string('*', 257)));

    [Fact]
    public void A_pattern_made_to_backtrack_is_as_fast_as_any()
    {
        // Would take longer than the universe exists if each star multiplied the work.
        var pattern = new LinePattern(string.Concat(Enumerable.Repeat("*a", 40)) + "*b");

        Assert.False(pattern.Matches(new string('a', 20_000)));
    }

    [Fact]
    public void Patterns_are_equal_when_they_are_written_equally()
    {
        Assert.Equal(new LinePattern("a*"), new LinePattern("a*"));
        Assert.NotEqual(new LinePattern("a*"), new LinePattern("a**"));
    }

    private static string Text(Random random, string letters, int length) =>
        string.Concat(Enumerable.Range(0, random.Next(length + 1)).Select(_ => letters[random.Next(letters.Length)]));

    private static bool ByDefinition(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        if (pattern.IsEmpty)
        {
            return name.IsEmpty;
        }

        return pattern[0] == '*'
            ? ByDefinition(pattern[1..], name) || (!name.IsEmpty && ByDefinition(pattern, name[1..]))
            : !name.IsEmpty && pattern[0] == name[0] && ByDefinition(pattern[1..], name[1..]);
    }
}
