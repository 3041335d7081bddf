using System.Text;

namespace ControlPlane.Hocon.Limits;

/// <summary>Small texts that ask for much: each ends with an error that names the limit, or is simply read.</summary>
public sealed class HostileTextsSpec
{
    private static readonly HoconOptions Options = new() { MaxValues = 200_000, MaxBytes = 2 * 1024 * 1024 };

    private static string Lines(int count, Func<int, string> line) =>
        string.Join('\n', Enumerable.Range(0, count).Select(line));

    private static string Repeat(string text, int count) => new StringBuilder().Insert(0, text, count).ToString();

    public static TheoryData<string, string, string> Refused() => new()
    {
        { "nested arrays", "a = " + Repeat("[", 100_000), "nested deeper than 100 levels" },
        { "nested objects", Repeat("{a=", 100_000), "nested deeper than 100 levels" },
        { "nested objects without separators", Repeat("a {", 100_000), "nested deeper than 100 levels" },
        { "a key of many keys", Repeat("a.", 100_000) + "a = 1", "nested deeper than 100 levels" },
        { "objects nested by substitutions", "a0 = 1\n" + Lines(150, i => $"a{i + 1} {{ x = ${{a{i}}} }}"), "nested deeper than 100" },
        { "arrays that double", "a0 = [1,2]\n" + Lines(60, i => $"a{i + 1} = ${{a{i}}} ${{a{i}}}"), "concatenated arrays grow beyond" },
        { "strings that double", "a0 = xx\n" + Lines(60, i => $"a{i + 1} = ${{a{i}}}${{a{i}}}"), "concatenated strings grow beyond" },
        { "objects that double", "a0 { v = 1 }\n" + Lines(60, i => $"a{i + 1} {{ l = ${{a{i}}}, r = ${{a{i}}} }}"), "values" },
        { "arrays that nest and double", "a0 = [1]\n" + Lines(60, i => $"a{i + 1} = [${{a{i}}}, ${{a{i}}}]"), "values" },
        { "merged objects that double", "a0 { v = 1 }\n" + Lines(60, i => $"a{i + 1} = ${{a{i}}} {{ k{i} = ${{a{i}}} }}"), "values" },
        { "one long string in many places", $"s = \"{new string('x', 1 << 18)}\"\na = [" + Lines(50, _ => "${s}") + "]", "characters" },
        { "a long chain forward", Lines(20_000, i => $"a{i} = ${{a{i + 1}}}") + "\na20000 = 1", "lead to one another" },
        { "a long chain back", "a = 1\n" + Lines(3_000, _ => "a = ${a}x"), "lead to one another" },
        { "a long chain of members", Lines(20_000, i => $"a{i} {{ x = ${{a{i + 1}.x}} }}"), "lead to one another" },
        { "a long cycle", Lines(500, i => $"a{i} = ${{a{(i + 1) % 500}}}"), "a cycle of substitutions" },
        { "many layers that ask for each other", Lines(10_000, i => $"a = ${{?x{i}}}\na {{ k{i} = ${{a.k{i + 1}}} }}"), "" },
        { "many keys in many parts", Lines(3_000, i => $"b{i} {{ k{i} = 1 }}") + "\na = " + Lines(3_000, i => $"${{b{i}}}").Replace("\n", " ") +
            "\n" + Lines(3_000, i => $"c{i} = ${{a}} {{}}"), "values" },
        { "an inheritance of many levels", "a0 { k = 1 }\n" + Lines(20_000, i => $"a{i + 1} = ${{a{i}}} {{ k{i} = 1 }}"), "" },
        { "a path through itself", "a { a = ${a} }\nx = ${" + Repeat("a.", 500_000) + "a}", "" },
        { "many values", "a = [" + Repeat("1,", 200_001) + "]", "more than 200000 values" },
        { "a long text", "a = " + new string('x', 2 * 1024 * 1024), "longer than" },
        { "many errors", Lines(10_000, i => $"a{i} = ${{no{i}}}"), "the rest is not shown" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void It_is_refused(string name, string text, string reason)
    {
        _ = name;
        var refusal = Assert.Throws<HoconException>(() => HoconParser.Parse(text, Options));
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, int> Accepted() => new()
    {
        { "a long array", "a = [" + Repeat("1,", 100_000) + "]", 100_002 },
        { "many fields", Lines(50_000, i => $"k{i} = {i}"), 50_001 },
        { "one object opened many times", Lines(50_000, i => $"a.k{i} = {i}"), 50_002 },
        { "one field assigned many times", Lines(50_000, i => $"a = {i}"), 2 },
        { "one array appended many times", Lines(50_000, i => $"a += {i}"), 50_002 },
        { "a long concatenation", "a = " + Repeat("x ", 100_000), 2 },
        { "a chain of 900 substitutions", Lines(900, i => $"a{i} = ${{a{i + 1}}}") + "\na900 = 1", 902 },
        { "a chain of 20000 substitutions back to earlier fields", "a0 = 1\n" + Lines(20_000, i => $"a{i + 1} = ${{a{i}}}"), 20_002 },
        { "a hundred levels", Repeat("{a=", 100) + "1" + Repeat("}", 100), 101 },
    };

    [Theory]
    [MemberData(nameof(Accepted))]
    public void It_is_read(string name, string text, int values)
    {
        _ = name;
        Assert.Equal(values, HoconParser.Parse(text, Options).Count);
    }

    [Fact]
    public void A_small_stack_is_no_crash()
    {
        var text = Lines(1_000, i => $"a{i} = ${{a{i + 1}}}") + "\na1000 = " + Repeat("[", 100) + Repeat("]", 100);
        Exception? problem = null;
        var thread = new Thread(() => problem = Record.Exception(() => HoconParser.Parse(text)), 192 * 1024);
        thread.Start();
        thread.Join();
        Assert.IsType<HoconException>(problem);
    }
}
