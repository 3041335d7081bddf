namespace ControlPlane.Hocon.Includes;

public sealed class LoadSpec : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("hocon-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private string Write(string name, string text) => Write(name, System.Text.Encoding.UTF8.GetBytes(text));

    private string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(_directory, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static string Refusal(string path) => Assert.Throws<HoconException>(() => HoconParser.Load(path)).Message;

    private static string Json(string path) => HoconJson.Write(HoconParser.Load(path), false, false);

    [Fact]
    public void A_file_with_includes_beside_it_is_read()
    {
        Write("conf.d/base.conf", "x = 1");
        Assert.Equal("""{"x":1,"y":1}""", Json(Write("main.conf", "include \"conf.d/base\"\ny = ${x}")));
    }

    [Fact]
    public void Json_and_properties_files_are_read_as_such()
    {
        Assert.Equal("""{"a":"${b}"}""", Json(Write("a.json", """{"a":"${b}"}""")));
        Assert.Equal("""{"a":{"b":"1"}}""", Json(Write("a.properties", "a.b=1")));
        Assert.Contains("comments, unquoted strings", Refusal(Write("b.json", "a = 1")), StringComparison.Ordinal);
    }

    [Fact]
    public void Positions_have_the_name_of_the_file_as_it_was_given()
    {
        var path = Write("main.conf", "\n  a = 1");
        var value = HoconParser.Load(path);
        Assert.Equal($"{path}:2:3", value.KeyAt("a")!.ToString());
        Assert.True(value.TryGet("a", out var a));
        Assert.Equal(new SourcePosition(path, 2, 7), a.At);
    }

    [Fact]
    public void A_missing_file_is_an_error() =>
        Assert.Equal($"the file [{_directory}/no.conf] is not there", Refusal(Path.Combine(_directory, "no.conf")));

    [Fact]
    public void A_directory_is_an_error() =>
        Assert.Equal($"the file [{_directory}] cannot be read: it is a directory", Refusal(_directory));

    [Fact]
    public void An_included_directory_is_an_error_where_it_is_included()
    {
        Directory.CreateDirectory(Path.Combine(_directory, "d.conf"));
        var path = Write("main.conf", "a = 1\ninclude \"d.conf\"");
        Assert.Equal($"{path}:2:1: the file [{_directory}/d.conf] cannot be read: it is a directory", Refusal(path));
    }

    [Fact]
    public void Bytes_that_are_no_UTF_8_are_an_error_with_their_place()
    {
        var path = Write("main.conf", [.. "a = 1\nb = é"u8, 0xE9, .. " c"u8]);
        Assert.Equal($"{path}:2:6: the byte 0xE9 is not UTF-8; save the file as UTF-8", Refusal(path));
    }

    [Fact]
    public void A_file_that_is_too_long_is_an_error()
    {
        var path = Write("main.conf", "a = 1234567890");
        var refusal = Assert.Throws<HoconException>(() => HoconParser.Load(path, new HoconOptions { MaxBytes = 10 }));
        Assert.Equal($"the file [{path}] cannot be read: it is longer than 10 bytes", refusal.Message);
    }

    [Fact]
    public void A_root_that_is_an_array_is_an_error()
    {
        var path = Write("main.conf", "[1]");
        Assert.Equal($"{path}:1:1: the root is an array; expected an object", Refusal(path));
    }

    [Fact]
    public void A_relative_include_of_a_text_is_an_error() => Assert.Equal(
        "text:1:1: [a.conf] is relative, but this text is no file; use an absolute path",
        Assert.Throws<HoconException>(() => HoconParser.Parse("include \"a.conf\"")).Message);

    [Fact]
    public void A_file_that_includes_itself_under_another_name_is_found()
    {
        var path = Write("main.conf", "include \"../" + Path.GetFileName(_directory) + "/./main.conf\"");
        Assert.Contains("includes itself", Refusal(path), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_options_the_environment_is_that_of_the_process() => Assert.Equal(
        Environment.GetEnvironmentVariable("PATH"),
        ((HoconString)Value(HoconParser.Parse("x = ${PATH}"), "x")).Value);

    private static HoconValue Value(HoconObject from, string key) => from.TryGet(key, out var value) ? value : from;
}
