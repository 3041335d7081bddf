using ControlPlane.TestKit;

namespace ControlPlane.Cli.Tests.Commands;

public sealed class ImportCommandSpec : IDisposable
{
    private const string Service = """
        netplex {
          service {
            name = "web"; conn_limit = 500; gc_when_idle = true; (* the shop *)
            protocol { name = "http"; address { type = "internet"; bind = "127.0.0.1:0" } };
            processor { type = "nethttpd"; timeout = 5.0 };
            workload_manager { type = "constant"; threads = 2 }
          };
        }
        """;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Check_accepts_what_it_prints_and_the_file_itself()
    {
        var file = _directory.Write("shop.cfg", Service);

        var run = CommandRun.Of("import", "--from", "netplex", file);
        var imported = _directory.Write("shop.conf", run.Out);

        Assert.Equal(0, run.Exit);
        Assert.Contains("service.web {", run.Out, StringComparison.Ordinal);
        Assert.StartsWith(
            $"cplane: warning: {file}:3:19: netplex.service[0]: not imported: only the program itself", run.Error,
            StringComparison.Ordinal);
        Assert.Equal((0, ""), (CommandRun.Of("check", imported).Exit, CommandRun.Of("check", imported).Error));
        Assert.Equal(0, CommandRun.Of("check", file).Exit);
    }

    [Fact]
    public void What_Netplex_refuses_is_refused_with_78_and_nothing_is_printed()
    {
        var file = _directory.Write(
            "shop.cfg", Service.Replace("threads = 2", "threads = 0; x = 1", StringComparison.Ordinal));

        var run = CommandRun.Of("import", "--from", "netplex", file);

        Assert.Equal((78, ""), (run.Exit, run.Out));
        Assert.Equal(2, run.Error.TrimEnd().Split('\n').Length);
        Assert.StartsWith(
            $"cplane: {file}:6:53: netplex.service[0].workload_manager[0].threads: is 0", run.Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_only_we_refuse_is_named_at_its_place_in_the_file()
    {
        var file = _directory.Write(
            "shop.cfg", Service.Replace("127.0.0.1:0", "127.0.0.1:99999", StringComparison.Ordinal));

        var run = CommandRun.Of("check", file);

        Assert.Equal(78, run.Exit);
        Assert.Contains(
            $"{file}:4:31: controlplane.service.web.protocol.http.address[0].bind", run.Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Config_shows_such_a_file_with_the_places_of_the_file()
    {
        var file = _directory.Write("shop.cfg", Service);

        Assert.Contains($"{{ \"value\": 2, \"origin\": \"{file}:6:53\" }}",
            CommandRun.Of("config", file, "--origin").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_HOCON_is_refused_by_import()
    {
        var run = CommandRun.Of("import", "--from", "netplex", _directory.Write("a.conf", "controlplane { }"));

        Assert.Equal(78, run.Exit);
        Assert.Contains("not a Netplex configuration file", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("import", "FILE")]
    [InlineData("import", "--from", "circus", "FILE")]
    public void The_language_must_be_named_and_known(params string[] args) => Assert.Equal(2, CommandRun.Of(args).Exit);

    [Fact]
    public void A_file_that_is_not_there_is_78()
    {
        var run = CommandRun.Of("import", "--from", "netplex", _directory.File("gone.cfg"));

        Assert.Equal(78, run.Exit);
        Assert.Contains("cannot be read: it is not there", run.Error, StringComparison.Ordinal);
    }
}
