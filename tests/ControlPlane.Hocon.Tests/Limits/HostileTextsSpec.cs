using System.Text;

namespace ControlPlane.Hocon.Limits;

/// <summary>Small texts that ask for much: each ends with an error that names the limit, or is simply read.</summary>
public sealed class HostileTextsSpec
{
    private static readonly HoconOptions Options = new() { MaxValues = 200_000, MaxBytes = 2 * 1024 * 1024 };

    public static TheoryData<string, string, string> Refused() => new()
    {
        { "nested arrays", "a = " + Repeat("[", 100_000), "nested deeper than 100 levels" },
        { "nested objects", Repeat("{a=", 100_000), "nested deeper than 100 levels" },
        { "nested objects without separators", Repeat("a {", 100_000), "nested deeper than 100 levels" },
        { "a key of many keys", Repeat("a.", 100_000) + "a = 1", "nested deeper than 100 levels" },
        { "objects nested by substitutions", Chain("a0 = 1", 150, "a# { x = ${a@} }"), "nested deeper than 100" },
        { "arrays that double", Chain("a0 = [1]", 60, "a# = ${a@} ${a@}"), "concatenated arrays grow beyond" },
        { "strings that double", Chain("a0 = xx", 60, "a# = ${a@}${a@}"), "concatenated strings grow beyond" },
        { "objects that double", Chain("a0 {}", 60, "a# { l = ${a@}, r = ${a@} }"), "values; 200000 are allowed" },
        { "arrays that nest and double", Chain("a0 = []", 60, "a# = [${a@}, ${a@}]"), "values; 200000 are allowed" },
        { "heirs that double", Chain("a0 {}", 60, "a# = ${a@} { k# = ${a@} }"), "values; 200000 are allowed" },
        { "a long string in many places", Long("s", 1 << 18) + Lines(50, "a# = ${s}"), "8388608 are allowed" },
        { "a chain forward", Lines(20_000, "a@ = ${a#}") + "a20000 = 1", "lead to one another in a row" },
        { "a chain back", "a = 1\n" + Lines(3_000, "a = ${a}x"), "lead to one another in a row" },
        { "a chain of members", Lines(20_000, "a@ { x = ${a#.x} }"), "lead to one another in a row" },
        { "a long cycle", Lines(500, "a@ = ${a#}") + "a500 = ${a0}", "a cycle of substitutions" },
        { "many layers", Lines(10_000, "a = ${?x#}\na { k# = ${a.k@} }"), "takes too much work" },
        { "many keys of many parts", Parts(3_000), "takes too much work" },
        { "heirs of many levels", Chain("a0 { k = 1 }", 20_000, "a# = ${a@} { k# = 1 }"), "takes too much work" },
        { "a path through itself", "a { a = ${a} }\nx = ${" + Repeat("a.", 500_000) + "a}", "a cycle" },
        { "many values", "a = [" + Repeat("1,", 200_001) + "]", "more than 200000 values" },
        { "a long text", Long("a", 2 * 1024 * 1024), "longer than 2097152 characters" },
        { "many errors", Lines(10_000, "a# = ${no#}"), "the rest is not shown" },
    };

    public static TheoryData<string, string, int> Accepted() => new()
    {
        { "a long array", "a = [" + Repeat("1,", 100_000) + "]", 100_002 },
        { "many fields", Lines(50_000, "k# = 1"), 50_001 },
        { "one object opened many times", Lines(50_000, "a.k# = 1"), 50_002 },
        { "one field assigned many times", Lines(50_000, "a = #"), 2 },
        { "one array appended many times", Lines(50_000, "a += #"), 50_002 },
        { "a long concatenation", "a = " + Repeat("x ", 100_000), 2 },
        { "a chain forward", Lines(900, "a@ = ${a#}") + "a900 = 1", 902 },
        { "a chain to earlier fields", Chain("a0 = 1", 20_000, "a# = ${a@}"), 20_002 },
        { "a hundred levels", Repeat("{a=", 100) + "1" + Repeat("}", 100), 101 },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void It_is_refused(string name, string text, string reason)
    {
        var refusal = Assert.Throws<HoconException>(() => HoconParser.Parse(text, Options));
        Assert.True(refusal.Message.Contains(reason, StringComparison.Ordinal), $"{name}: {refusal.Message}");
    }

    [Theory]
    [MemberData(nameof(Accepted))]
    public void It_is_read(string name, string text, int values)
    {
        var count = HoconParser.Parse(text, Options).Count;
        Assert.True(values == count, $"{name}: {count} values instead of {values}");
    }

    [Fact]
    public void A_small_stack_is_no_crash()
    {
        var text = Lines(1_000, "a@ = ${a#}") + "a1000 = " + Repeat("[", 90) + Repeat("]", 90);
        Exception? problem = null;
        var thread = new Thread(() => problem = Record.Exception(() => HoconParser.Parse(text)), 192 * 1024);
        thread.Start();
        thread.Join();
        Assert.IsType<HoconException>(problem);
    }

    private static string Repeat(string text, int count) => new StringBuilder().Insert(0, text, count).ToString();

    private static string Long(string key, int length) => $"{key} = \"{new string('x', length)}\"\n";

    /// <summary>In each line # is its number from 1, and @ the number before.</summary>
    private static string Lines(int count, string line)
    {
        var text = new StringBuilder();
        for (var number = 1; number <= count; number++)
        {
            var numbered = line.Replace("#", $"{number}", StringComparison.Ordinal);
            text.Append(numbered.Replace("@", $"{number - 1}", StringComparison.Ordinal)).Append('\n');
        }

        return text.ToString();
    }

    private static string Chain(string first, int count, string line) => first + "\n" + Lines(count, line);

    private static string Parts(int count) => Lines(count, "b# { k# = 1 }")
        + "a = " + Lines(count, "${b#}").Replace("\n", " ", StringComparison.Ordinal) + "\n"
        + Lines(count, "c# = ${a} {}");
}
