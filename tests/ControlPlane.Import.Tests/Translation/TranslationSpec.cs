using ControlPlane.Hocon;
using ControlPlane.TestKit;

namespace ControlPlane.Import.Translation;

public sealed class TranslationSpec
{
    private static readonly string File = RepositoryRoot.File("tests/ControlPlane.Import.Tests/Files/shop.cfg");

    private static NetplexTranslation Shop { get; } = NetplexFile.Translate(
        System.IO.File.ReadAllText(File), "shop.cfg");

    [Fact]
    public void Sections_that_repeat_are_keyed_by_their_names_and_those_without_one_get_one()
    {
        var plane = Plane(Shop);

        Assert.Equal(["hello", "files___more"], Keys(plane, "service"));
        Assert.Equal(["stderr", "multi_file", "syslog"], Keys(plane, "controller", "logging"));
        Assert.Equal(["all_debug", "all_err"], Keys(plane, "controller", "logging", "multi_file", "file"));
    }

    [Theory]
    [InlineData("controlplane.controller.max_level", "info")]
    [InlineData("controlplane.controller.logging.syslog.identifier", "shop")]
    [InlineData("controlplane.service.hello.startup_timeout", "2.5s")]
    [InlineData("controlplane.service.hello.protocol.http.lstn_backlog", "64")]
    [InlineData("controlplane.service.hello.protocol.http.so_keepalive", "true")]
    [InlineData("controlplane.service.files___more.protocol.http.so_keepalive", "false")]
    [InlineData("controlplane.service.hello.workload_manager.threads", "2")]
    [InlineData("controlplane.service.files___more.enabled", "false")]
    public void Settings_have_their_names_and_values_of_here(string path, string value)
    {
        var text = HoconParser.Parse(Shop.Hocon + $"\nasked = \"\" ${{{path}}}");

        Assert.True(text.TryGet("asked", out var asked));
        Assert.Equal(value, Assert.IsType<HoconString>(asked).Value.Trim());
    }

    [Fact]
    public void Comments_stay_where_they_stood()
    {
        var lines = Shop.Hocon.Split('\n').Select(line => line.Trim()).ToList();

        Assert.Contains("# (* Old comments nest. *)", lines);
        Assert.Contains("socket_directory = \"/tmp/shop-sockets\"  # short", lines);
        Assert.Equal(lines.IndexOf("logging.multi_file {") - 1, lines.IndexOf("# one file a level"));
        Assert.Equal(
            lines.IndexOf("{ type = unixdomain, path = \"hello.sock\", mode = \"0660\" }") - 1,
            lines.IndexOf("# for the proxy"));
        Assert.Equal(lines.IndexOf("service.files___more {") - 3, lines.IndexOf("# the end of hello"));
    }

    [Fact]
    public void What_has_no_counterpart_is_named_and_stands_there_as_a_comment()
    {
        Assert.Equal(
            ["shop.cfg:28:7", "shop.cfg:34:3", "shop.cfg:37:5", "shop.cfg:44:3"],
            Shop.Warnings.Select(w => w.At!.ToString()));
        Assert.Contains("# shop_database { host = \"db\"; port = 5432 }", Shop.Hocon, StringComparison.Ordinal);
        Assert.Contains("# timeout = 300.0", Shop.Hocon, StringComparison.Ordinal);
        Assert.Contains("# address { type = \"internal\"", Shop.Hocon, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("w32_pipe")]
    [InlineData("w32_pipe_file")]
    public void A_protocol_of_pipes_alone_is_left_out_with_the_reason(string type)
    {
        var text = Reading.Translated(Reading.Service(
            http: Reading.Http + $"protocol {{ name = \"pipe\"; address {{ type = \"{type}\"; path = \"x\" }} }}"));

        Assert.Equal(["http"], Keys(Plane(text), "service", "web", "protocol"));
        Assert.Contains("type = \"unixdomain\"", Assert.Single(text.Warnings).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_process_gets_its_command_as_a_list_of_words()
    {
        var text = Reading.Translated(Reading.Service(
            processor: "processor { type = \"process\"; command = \"python3 'a b.py' --x=\\\"1 2\\\" ''\"; environment "
            + "{ A = \"1\" } }"));

        Assert.Contains("command = [\"python3\", \"a b.py\", \"--x=1 2\", \"\"]", text.Hocon, StringComparison.Ordinal);
        Assert.Equal(["A"], Keys(Plane(text), "service", "web", "processor", "environment"));
        Assert.Empty(text.Warnings);
    }

    [Fact]
    public void What_only_code_inside_the_node_can_have_is_left_out_for_a_process()
    {
        const string Both = "conn_limit = 7; gc_when_idle = true;";

        var inside = Reading.Translated(Reading.Service(Both));
        var process = Reading.Translated(Reading.Service(Both, processor: "processor { type = \"nethttpd\" }"));

        Assert.Contains("    conn_limit = 7\n    gc_when_idle = true\n", inside.Hocon, StringComparison.Ordinal);
        Assert.Empty(inside.Warnings);
        Assert.Equal(
            ["enabled", "processor", "protocol", "workload_manager"],
            Keys(Plane(process), "service", "web").Order(StringComparer.Ordinal));
        Assert.Equal(3, process.Warnings.Count);
    }

    [Fact]
    public void Two_services_of_one_name_and_one_named_like_the_node_are_told_apart()
    {
        var text = Reading.Translated($"{Reading.Service()}{Reading.Service()}"
            + Reading.Service().Replace("\"web\"", "\"netplex.controller\"", StringComparison.Ordinal));

        Assert.Equal(["web", "web-2", "netplex.controller-2"], Keys(Plane(text), "service"));
        Assert.Equal(2, text.Warnings.Count);
    }

    [Fact]
    public void A_container_address_becomes_a_path_and_for_another_user_a_port()
    {
        const string Both =
            "protocol { name = \"own\"; address { type = \"container\" }; address { type = \"container\" } }";
        const string Program = "processor { type = \"process\"; command = \"cat\" }";

        Assert.Contains(
            "{ type = container, kind = path }",
            Reading.Translated(Reading.Service(http: Both, processor: Program)).Hocon, StringComparison.Ordinal);
        Assert.Contains(
            "{ type = container, kind = port }",
            Reading.Translated(Reading.Service("user = \"www\";", Both, Program)).Hocon, StringComparison.Ordinal);
    }

    [Fact]
    public void Netplexs_level_is_written_out_where_the_file_has_none() => Assert.Contains(
        "controller.max_level = info", Reading.Translated(Reading.Service()).Hocon, StringComparison.Ordinal);

    [Fact]
    public void Each_line_knows_where_it_comes_from()
    {
        var lines = Shop.Hocon.Split('\n');
        var line = Array.FindIndex(lines, l => l.Contains("lstn_backlog", StringComparison.Ordinal)) + 1;

        Assert.Equal("shop.cfg:22:22", Shop.OriginOf(line)!.ToString());
        Assert.Equal("see shop.cfg:22:22: bad", Shop.InPlace($"see shop.cfg:{line}:9: bad", "shop.cfg"));
    }

    [Fact]
    public void No_comment_can_break_out_of_its_line()
    {
        var text = Reading.Translated("(* a\r} x = 1\u0085 \u2028 y *) " + Reading.Service("(* \n}\n *)"));

        Assert.Equal(["web"], Keys(Plane(text), "service"));
    }

    private static HoconObject Plane(NetplexTranslation translation)
    {
        Assert.True(HoconParser.Parse(translation.Hocon).TryGet("controlplane", out var plane));
        return Assert.IsType<HoconObject>(plane);
    }

    private static IEnumerable<string> Keys(HoconObject at, params string[] path)
    {
        foreach (var key in path)
        {
            Assert.True(at.TryGet(key, out var inner), key);
            at = Assert.IsType<HoconObject>(inner);
        }

        return at.Keys;
    }
}
