using System.Text.RegularExpressions;

namespace ControlPlane.Architecture.Tests;

/// <summary>
/// Code is read in two windows beside each other, so a line has at most 120 columns; <c>.editorconfig</c> says so to
/// editors, and this to everybody else. A text may be wider where cutting it would make it harder to read: the lines of
/// a raw literal (a configuration file, an answer of etcd), and a line that begins with its literal.
/// </summary>
public sealed partial class LineWidthSpec
{
    private const int Ceiling = 120;

    [Fact]
    public void No_line_is_wider_than_the_ceiling_but_those_that_are_a_text()
    {
        var wide = Sources.Files("src", "*.cs").Concat(Sources.Files("tests", "*.cs"))
            .SelectMany(file => TooWide(Sources.Text(file)).Select(line => $"{file}:{line}")).ToList();
        Assert.True(wide.Count == 0, $"Wrap what is wider than {Ceiling} columns:\n{string.Join('\n', wide)}");
    }

    [Fact]
    public void Code_and_comments_that_are_too_wide_are_found()
    {
        var wide = new string('x', Ceiling);
        Assert.Equal([1], TooWide($"{wide}y"));
        Assert.Equal([2], TooWide($"{wide}\n// {wide}\n{wide}"));
        Assert.Equal([1], TooWide($"Say(\"{wide}\");"));
    }

    [Fact]
    public void A_text_may_be_as_wide_as_it_is()
    {
        var wide = new string('x', Ceiling);
        Assert.Empty(TooWide($"    \"{wide}\","));
        Assert.Empty(TooWide($"    + $\"{wide}\");"));
        Assert.Empty(TooWide($"    @\"{wide}\");"));
        Assert.Empty(TooWide($"Say(\"\"\"\n    {wide}\n    \"\"\");"));
        Assert.Equal([4], TooWide($"Say(\"\"\"\n    x\n    \"\"\");\n{wide}y"));
        Assert.Equal([2], TooWide($"Say(\"\"\"x\"\"\");\n{wide}y"));
    }

    /// <returns>Numbers of lines, from 1.</returns>
    private static IEnumerable<int> TooWide(string text)
    {
        var (raw, number) = (false, 0);
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (line.Length > Ceiling && !raw && !BeginsWithLiteral().IsMatch(line))
            {
                yield return number;
            }

            raw ^= RawQuotes().Count(line) % 2 == 1;
        }
    }

    [GeneratedRegex("^\\s*(\\+ )?[$@]*\"")]
    private static partial Regex BeginsWithLiteral();

    /// <summary>As many quotes as begin or end a raw literal; those at an end of a verbatim one are fewer.</summary>
    [GeneratedRegex("(?<!\")\"{3,}(?!\")")]
    private static partial Regex RawQuotes();
}
