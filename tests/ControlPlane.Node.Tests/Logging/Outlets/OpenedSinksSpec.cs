using ControlPlane.Hocon;
using ControlPlane.Node.Logging.Lines;
using ControlPlane.Node.Logging.Outlets;

namespace ControlPlane.Node.Tests.Logging.Outlets;

public sealed class OpenedSinksSpec : IDisposable
{
    private const string Levels =
        """
        logging {
          levels {
            type = multi_file, directory = "/log", format = "$level $message", component = "shop*"
            file {
              all { file = "all.log" }
              err { file = "err.log", max_level = err }
              own { file = "err.log", max_level = crit, format = "! $message" }
              same { file = "/log/./all.log", max_level = info }
            }
          }
          app { type = file, file = "/app/app.log" }
          system { type = syslog }
        }
        """;

    private readonly LogWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Every_file_is_opened_once_at_the_start_and_a_syslog_daemon_need_not_be_there()
    {
        _world.Files.Full["/dev/log"] = "Connection refused";

        _world.Open(Levels);

        Assert.Equal(["+ /log/all.log", "+ /log/err.log", "+ /app/app.log"], _world.Files.Journal);
    }

    [Fact]
    public void A_line_is_written_once_in_each_format_of_the_entries_that_take_it()
    {
        _world.Start(Levels);

        _world.Say("debugged", severity: Severity.Debug);
        _world.Say("failed", severity: Severity.Err);
        _world.Say("lost", severity: Severity.Crit);
        _world.Say("of others", "mail", Severity.Crit);

        Assert.Equal("debug debugged\nerr failed\ncrit lost\n", _world.Files["/log/all.log"]);
        Assert.Equal("err failed\ncrit lost\n! lost\n", _world.Files["/log/err.log"]);
    }

    [Fact]
    public void If_files_cannot_be_opened_each_is_an_error_at_its_place_and_none_stays_open()
    {
        _world.Files.Unopenable["/log/err.log"] = "cannot open /log/err.log: permission denied";
        _world.Files.Unopenable["/app/app.log"] = "cannot open /app/app.log: directory /app is not there: create it";
        var errors = new SettingsErrors();

        var opened = OpenedSinks.Open(LogWorld.Plan(Levels), null, _world.Node.Devices(_world.Files), errors);

        Assert.Null(opened);
        Assert.Equal(
            [
                "web.conf:6:13: controlplane.controller.logging.levels.file.err.file: is [/log/err.log]: "
                    + "cannot open /log/err.log: permission denied.",
                "web.conf:11:22: controlplane.controller.logging.app.file: is [/app/app.log]: "
                    + "cannot open /app/app.log: directory /app is not there: create it.",
            ],
            errors.Items.Select(error => error.ToString()));
        Assert.Equal(["+ /log/all.log", "- /log/all.log"], _world.Files.Journal);
    }

    [Fact]
    public void Against_a_running_plan_only_what_differs_is_opened()
    {
        var running = LogWorld.Plan("logging { a { type = file, file = \"/a\" }, b { type = file, file = \"/b\" } }");
        var next = LogWorld.Plan(
            "# moved down\nlogging { b { type = file, file = \"/b\", max_level = err }, a { type = file, file = \"/a\" "
            + "} }");

        using var opened = OpenedSinks.Open(next, running, _world.Node.Devices(_world.Files), new SettingsErrors());

        Assert.Equal(["b"], opened!.Opened.Select(sink => sink.Plan.Name));
        Assert.Equal(["+ /b"], _world.Files.Journal);
    }
}
