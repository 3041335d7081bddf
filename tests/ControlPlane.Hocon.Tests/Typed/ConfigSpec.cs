namespace ControlPlane.Hocon.Typed;

public sealed class ConfigSpec
{
    private const string Change = ". Change the value or remove the key";

    private readonly SettingsErrors _errors = new();

    private Config Read(string text) =>
        new(HoconParser.Parse(text, new HoconOptions { Origin = "web.conf" }), "service", _errors);

    private string OnlyError() => Assert.Single(_errors.Items).ToString();

    private void NoErrors() => Assert.Empty(_errors.Items);

    [Fact]
    public void Keys_stand_in_file_order_and_know_their_place()
    {
        var config = Read("b = 1\na = null\nc { }");
        Assert.Equal(["b", "a", "c"], config.Keys);
        Assert.Equal("web.conf:2:1", config.PositionOf("a")!.ToString());
        Assert.Null(config.PositionOf("no"));
        Assert.Equal("web.conf:1:1", config.At.ToString());
        Assert.Equal("service", config.Path);
    }

    [Fact]
    public void A_key_that_is_null_counts_as_absent()
    {
        var config = Read("a = null");
        Assert.False(config.Has("a"));
        Assert.Null(config.FindString("a"));
        NoErrors();
        config.GetInt("a");
        Assert.Equal("web.conf:1:5: service.a: is null; expected an integer. Set a value", OnlyError());
    }

    [Fact]
    public void A_missing_key_is_reported_where_its_section_begins()
    {
        Read("# text\na = 1").GetString("name");
        Assert.Equal("web.conf:2:1: service.name: is missing; expected a string. Add the key", OnlyError());
    }

    [Fact]
    public void A_section_is_the_same_each_time_so_its_known_keys_are_remembered()
    {
        var config = Read("s { a = 1, b = 2 }");
        config.Section("s").GetInt("a");
        config.FindSection("s")!.GetInt("b");
        config.Section("s").RejectUnknownKeys();
        NoErrors();
        Assert.Equal("service.s", config.Section("s").Path);
    }

    [Fact]
    public void A_missing_section_is_one_error_and_reads_as_empty()
    {
        var section = Read("a = 1").Section("s");
        Assert.Equal(0, section.GetInt("x"));
        Assert.Equal("web.conf:1:1: service.s: is missing; expected an object { … }. Add the key", OnlyError());
        Assert.Null(Read("a = 1").FindSection("s"));
    }

    [Fact]
    public void A_section_of_another_type_is_one_error_and_reads_as_empty()
    {
        var section = Read("s = 5").FindSection("s")!;
        section.GetString("x");
        Assert.Equal(
            "web.conf:1:5: service.s: is [5] (number); expected an object { … }. Change the value or remove the key",
            OnlyError());
    }

    [Fact]
    public void Objects_of_an_array_have_paths_with_an_index()
    {
        var objects = Read("address = [{ a = 1 }, { a = x }]").GetObjects("address");
        Assert.Equal(["service.address[0]", "service.address[1]"], objects.Select(o => o.Path));
        Assert.Equal(1, objects[0].GetInt("a"));
        objects[1].GetInt("a");
        Assert.StartsWith("web.conf:1:29: service.address[1].a: is [x] (string)", OnlyError());
    }

    [Fact]
    public void An_item_that_is_no_object_is_an_error_with_its_index()
    {
        Assert.Equal(2, Read("address = [{}, 7]").GetObjects("address").Count);
        Assert.Equal("web.conf:1:16: service.address[1]: is [7] (number); expected an object { … }. " +
            "Change the value or remove the key", OnlyError());
    }

    [Fact]
    public void Objects_that_are_no_array_are_an_error()
    {
        Assert.Empty(Read("address { type = internet }").GetObjects("address"));
        Assert.Equal("web.conf:1:9: service.address: is an object; expected an array of objects. " +
            "Change the value or remove the key", OnlyError());
    }

    [Fact]
    public void An_object_with_numbers_as_keys_is_an_array_where_one_is_needed()
    {
        var config = Read("a { 1 = y, 0 = x, other = z }, b { 0 { k = 1 } }");
        Assert.Equal(["x", "y"], config.GetStrings("a"));
        Assert.Equal(1, Assert.Single(config.GetObjects("b")).GetInt("k"));
        NoErrors();
    }

    [Fact]
    public void Strings_of_an_array_convert_and_name_the_item_that_does_not()
    {
        Assert.Equal(["a b", "1", "true"], Read("command = [a b, 1, true]").GetStrings("command"));
        NoErrors();
        Assert.Equal(["a"], Read("command = [a, {}, null]").GetStrings("command"));
        Assert.Equal(
            [
                $"web.conf:1:15: service.command[1]: is an object; expected a string{Change}",
                $"web.conf:1:19: service.command[2]: is [null] (null); expected a string{Change}",
            ],
            _errors.Items.Select(e => e.ToString()));
    }

    [Fact]
    public void A_string_is_no_array_of_strings()
    {
        Assert.Empty(Read("command = python3").GetStrings("command"));
        Assert.Equal("web.conf:1:11: service.command: is [python3] (string); expected an array of strings. " +
            "Change the value or remove the key", OnlyError());
    }

    [Fact]
    public void Missing_arrays_are_null_or_an_error()
    {
        var config = Read("a = 1");
        Assert.Null(config.FindStrings("x"));
        Assert.Null(config.FindObjects("x"));
        NoErrors();
        Assert.Empty(config.GetStrings("x"));
        Assert.Equal("web.conf:1:1: service.x: is missing; expected an array of strings. Add the key", OnlyError());
    }

    [Fact]
    public void Children_are_sections_with_names_of_the_user()
    {
        var config = Read("web { a = 1 }, \"my.app\" { a = 2 }, gone = null");
        Assert.Equal(["web", "my.app"], config.Children().Select(c => c.Name));
        Assert.Equal(["service.web", "service.\"my.app\""], config.Children().Select(c => c.Section.Path));
        Assert.Equal([1, 2], config.Children().Select(c => c.Section.GetInt("a")));
        config.RejectUnknownKeys();
        NoErrors();
    }

    [Fact]
    public void A_child_that_is_no_object_is_an_error()
    {
        Read("web = 1").Children();
        Assert.StartsWith("web.conf:1:7: service.web: is [1] (number); expected an object", OnlyError());
    }

    [Fact]
    public void An_open_map_gives_names_values_and_places()
    {
        var config = Read("STAGE = production, N = 1, gone = null");
        Assert.Equal(
            [("STAGE", "production", "web.conf:1:9"), ("N", "1", "web.conf:1:25")],
            config.Strings().Select(s => (s.Name, s.Value, s.At.ToString())));
        config.RejectUnknownKeys();
        NoErrors();
    }

    [Fact]
    public void An_own_error_stands_at_the_value_of_a_key_or_at_the_section()
    {
        var config = Read("\na = 1");
        config.Fail("a", "must be even");
        config.Fail("b", "is needed with a");
        Assert.Equal(
            ["web.conf:2:1: service.b: is needed with a", "web.conf:2:5: service.a: must be even"],
            _errors.Items.Select(e => e.ToString()));
    }

    [Fact]
    public void An_unknown_key_comes_with_the_nearest_known_one()
    {
        var config = Read("tread = 1\nthreads = 2");
        config.FindInt("threads");
        config.FindInt("type");
        config.RejectUnknownKeys();
        Assert.Equal(
            "web.conf:1:1: service.tread: unknown key [tread]; did you mean [threads]? known here: threads, type",
            OnlyError());
    }

    [Fact]
    public void An_unknown_key_that_is_like_no_other_comes_with_all_known_ones()
    {
        var config = Read("colour = red");
        config.FindInt("threads");
        config.RejectUnknownKeys(["weight"]);
        Assert.Equal("web.conf:1:1: service.colour: unknown key [colour]; known here: threads, weight", OnlyError());
    }

    [Fact]
    public void Where_nothing_is_known_every_key_is_unknown()
    {
        Read("a = 1").RejectUnknownKeys();
        Assert.Equal("web.conf:1:1: service.a: unknown key [a]; no key is known here", OnlyError());
    }

    [Fact]
    public void Keys_known_from_elsewhere_are_no_error()
    {
        Read("weight = 1").RejectUnknownKeys(["weight"]);
        NoErrors();
    }

    [Fact]
    public void A_key_that_is_not_built_yet_is_an_error_of_its_own()
    {
        var config = Read("health { }\na = 1");
        config.GetInt("a");
        config.NotInThisVersion("health", "warmup");
        config.RejectUnknownKeys();
        Assert.Equal("web.conf:1:1: service.health: known, but not in this version; remove the key", OnlyError());
    }

    [Fact]
    public void Errors_stand_in_file_order_whatever_order_they_were_found_in()
    {
        var config = Read("a = x\nb = y\nc = z, d = w");
        config.GetInt("d");
        config.GetInt("c");
        config.GetInt("a");
        config.GetInt("b");
        Assert.Equal(["service.a", "service.b", "service.c", "service.d"], _errors.Items.Select(e => e.Path));
        Assert.True(_errors.Any);
    }

    [Fact]
    public void An_error_without_a_place_has_only_its_path()
    {
        _errors.Add(null, "service", "is wrong");
        Assert.Equal("service: is wrong", OnlyError());
        Assert.Equal("is wrong", new HoconError(null, "", "is wrong").ToString());
    }

    [Fact]
    public void No_more_errors_are_kept_than_anybody_reads()
    {
        var config = Read(string.Join('\n', Enumerable.Range(0, 3000).Select(i => $"k{i} = 1")));
        config.RejectUnknownKeys();
        Assert.Equal(1000, _errors.Items.Count);
    }
}
