using ControlPlane.Hocon.Corpus;

namespace ControlPlane.Hocon.Limits;

public sealed class IncludeLimitsSpec
{
    private static HoconException Refusal(Dictionary<string, string> files, HoconOptions? options = null) =>
        Assert.Throws<HoconException>(() =>
            HoconParser.Load("/etc/0.conf", (options ?? new HoconOptions()) with { Files = new MemoryFiles(files) }));

    [Fact]
    public void Files_that_include_two_others_each_are_too_many()
    {
        var files = Enumerable.Range(0, 40).ToDictionary(
            i => $"/etc/{i}.conf",
            i => $"l {{ include \"{i + 1}.conf\" }}\nr {{ include \"{i + 1}.conf\" }}");
        Assert.Contains("too many includes: 1000 files", Refusal(files).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_include_the_next_one_are_nested_too_deep()
    {
        var files = Enumerable.Range(0, 60).ToDictionary(i => $"/etc/{i}.conf", i => $"include \"{i + 1}.conf\"");
        Assert.Contains("nested 50 deep", Refusal(files).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_bytes_of_all_files_count_together()
    {
        var files = new Dictionary<string, string>
        {
            ["/etc/0.conf"] = "include \"1.conf\"\ninclude \"1.conf\"\n",
            ["/etc/1.conf"] = "x = " + new string('y', 600),
        };
        var refusal = Refusal(files, new HoconOptions { MaxBytes = 1000 });
        Assert.Equal(
            "/etc/0.conf:2:1: the file [/etc/1.conf] cannot be read: it is longer than 362 bytes",
            refusal.Message);
    }

    [Fact]
    public void Nesting_counts_through_includes()
    {
        var files = new Dictionary<string, string>
        {
            ["/etc/0.conf"] = "a.b.c.d.e { include \"1.conf\" }",
            ["/etc/1.conf"] = "a.b.c.d.e.f = 1",
            ["/etc/2.json"] = """{"a":{"b":{"c":{"d":{}}}}}""",
            ["/etc/3.properties"] = "a.b.c.d.e.f = 1",
        };
        var options = new HoconOptions { MaxDepth = 10 };
        Assert.Contains("/etc/1.conf:1:1: objects and arrays are nested deeper", Refusal(files, options).Message);
        files["/etc/0.conf"] = "a.b.c.d.e.f { include \"2.json\" }";
        Assert.Contains("/etc/2.json:1:21: objects and arrays are nested deeper", Refusal(files, options).Message);
        files["/etc/0.conf"] = "a.b.c.d.e.f { include \"3.properties\" }";
        Assert.Contains("/etc/3.properties:1:1: objects and arrays are nested deeper", Refusal(files, options).Message);
    }
}
