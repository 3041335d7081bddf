namespace ControlPlane.Hocon.Corpus;

/// <summary>A text means the same wherever it is included: substitutions look in its own place first.</summary>
public sealed class IncludedAnywhereSpec
{
    private const string File = "/etc/included-case.conf";

    public static TheoryData<string, string> Places() => new()
    {
        { "include \"included-case\"", "#" },
        { "zz.yy { include \"included-case\" }", """{"zz":{"yy":#}}""" },
        { "zz { include file(\"included-case.conf\") }\nxx = ${zz}", """{"zz":#,"xx":#}""" },
        { "zz = [ { include required(\"included-case\") }, 1 ]", """{"zz":[#,1]}""" },
        { "zz += { yy { include \"included-case\" } }", """{"zz":[{"yy":#}]}""" },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public void The_value_is_the_same(string text, string json)
    {
        foreach (var item in Objects(item => item.Json is not null))
        {
            var problem = Record.Exception(() => Assert.Equal(
                json.Replace("#", item.Json, StringComparison.Ordinal),
                HoconJson.Write(HoconParser.Parse(text, Including(item)), indented: false, withOrigins: false)));
            Assert.True(problem is null, $"{item.Section}: {item.Rule}: {problem?.Message}");
        }
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void The_errors_are_the_same(string text, string json)
    {
        _ = json;
        foreach (var item in Objects(item => item.Json is null))
        {
            var alone = Places(() => HoconParser.ParseValue(item.Input, item.Options));
            var included = Places(() => HoconParser.Parse(text, Including(item)));
            Assert.True(
                alone.Replace("in:", $"{File}:", StringComparison.Ordinal) == included,
                $"{item.Section}: {item.Rule}: alone {alone}, included {included}");
        }
    }

    [Fact]
    public void As_json_the_value_of_each_rule_is_included_unchanged()
    {
        foreach (var item in Objects(item => item.Json is not null))
        {
            var files = new MemoryFiles(new Dictionary<string, string> { ["/etc/a.json"] = item.Json! });
            var value = HoconParser.Parse("zz { include \"a\" }", item.Options with { Files = files });
            Assert.Equal($$"""{"zz":{{item.Json}}}""", HoconJson.Write(value, indented: false, withOrigins: false));
        }
    }

    private static string Places(Action parse) =>
        string.Join(", ", Assert.Throws<HoconException>(parse).Errors.Select(error => error.At?.ToString()));

    private static IEnumerable<Case> Objects(Func<Case, bool> chosen) =>
        CaseFile.All.Where(item => chosen(item) && item.Json?.StartsWith('[') != true && !item.Input.StartsWith('['));

    private static HoconOptions Including(Case item) => item.Options with
    {
        Files = new MemoryFiles(new Dictionary<string, string>(item.Files) { [File] = item.Input }),
    };
}
