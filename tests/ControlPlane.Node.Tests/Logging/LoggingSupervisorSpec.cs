using ControlPlane.Actors;
using ControlPlane.Node.Logging;
using ControlPlane.Node.Logging.Lines;

namespace ControlPlane.Node.Tests.Logging;

public sealed class LoggingSupervisorSpec : IDisposable
{
    private const string TwoFiles =
        """
        logging {
          all { type = file, file = "/log/all", format = "[$level] $message" }
          shop { type = file, file = "/log/shop", format = "$component: $message", component = "shop*", max_level = info }
        }
        """;

    private readonly LogWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Each_destination_gets_the_lines_that_it_takes()
    {
        _world.Start(TwoFiles);

        _world.Say("sold", "shop");
        _world.Say("details", "shop.web", Severity.Debug);
        _world.Say("hello", "mail");

        Assert.Equal("[info] sold\n[debug] details\n[info] hello\n", _world.Files["/log/all"]);
        Assert.Equal("shop: sold\n", _world.Files["/log/shop"]);
    }

    [Fact]
    public void The_destinations_are_children_by_their_names()
    {
        _world.Start(TwoFiles);

        Assert.Equal(
            ["/user/logging/all", "/user/logging/shop"],
            _world.Kit.System.LivingActors().Select(actor => actor.Path.ToString()).Where(
                path => path.Contains("logging/")));
    }

    [Fact]
    public void What_was_said_before_the_start_is_written_after_it()
    {
        _world.Say("early");

        _world.Start(TwoFiles);

        Assert.Equal("[info] early\n", _world.Files["/log/all"]);
        Assert.Empty(_world.StandardError.Text);
    }

    [Fact]
    public void What_the_maximum_level_forbids_is_not_written_even_if_it_was_said_before_the_start()
    {
        _world.Say("early", severity: Severity.Info);
        _world.Start("max_level = warning\n" + TwoFiles);
        _world.Say("late", severity: Severity.Notice);
        _world.Say("grave", severity: Severity.Warning);

        Assert.Equal("[warning] grave\n", _world.Files["/log/all"]);
    }

    [Fact]
    public void The_maximum_level_changes_at_run_time_and_goes_back_with_a_reload()
    {
        _world.Start("max_level = info\n" + TwoFiles);
        _world.Asker.Send(_world.Logging, new LoggingProtocol.SetMaxLevel(Severity.Debug));
        Assert.Equal(Severity.Debug, _world.Asker.ExpectMsg<LoggingProtocol.MaxLevelSet>().Level);
        _world.Say("one", severity: Severity.Debug);

        _world.Reload("max_level = info\n" + TwoFiles);
        _world.Say("two", severity: Severity.Debug);

        Assert.Equal("[debug] one\n", _world.Files["/log/all"]);
    }

    [Fact]
    public void A_reload_does_not_touch_a_destination_that_did_not_change()
    {
        _world.Start(TwoFiles);
        _world.Files.Journal.Clear();

        _world.Reload(TwoFiles + "\nlogging.mail { type = file, file = \"/log/mail\" }");

        Assert.Equal(["+ /log/mail"], _world.Files.Journal);
    }

    [Fact]
    public void A_reload_switches_a_changed_destination_behind_the_lines_that_came_before()
    {
        _world.Start(TwoFiles);
        _world.Node.Write("shop", LogLine.Main, Severity.Info, "before");

        _world.Reload("logging.shop { type = file, file = \"/log/shop2\", format = \"$message\" }");
        _world.Say("after");

        Assert.Equal("shop: before\n", _world.Files["/log/shop"]);
        Assert.Equal("[info] before\n", _world.Files["/log/all"]);
        Assert.Equal("after\n", _world.Files["/log/shop2"]);
        Assert.Equal(
            ["- /log/all", "- /log/shop"], _world.Files.Journal.Where(entry => entry.StartsWith('-')).Order());
    }

    [Fact]
    public void A_destination_may_be_removed_and_come_back_before_it_has_left()
    {
        _world.Start(TwoFiles);
        var without = _world.Open("logging.all { type = file, file = \"/log/all\", format = \"[$level] $message\" }");
        var with = _world.Open(TwoFiles);

        _world.Asker.Send(_world.Logging, new LoggingProtocol.Replace(without));
        _world.Asker.Send(_world.Logging, new LoggingProtocol.Replace(with));
        _world.Kit.RunUntilIdle();
        _world.Say("back");

        Assert.Equal("shop: back\n", _world.Files["/log/shop"]);
        Assert.Empty(_world.StandardError.Text);
    }

    [Fact]
    public void Reopening_closes_and_opens_every_file()
    {
        _world.Start(TwoFiles);
        _world.Files.Journal.Clear();

        _world.Asker.Send(_world.Logging, new LoggingProtocol.ReopenFiles());

        Assert.Empty(_world.Asker.ExpectMsg<LoggingProtocol.FilesReopened>().Errors);
        Assert.Equal(["+ /log/all", "+ /log/shop", "- /log/all", "- /log/shop"], _world.Files.Journal.Order());
    }

    [Fact]
    public void A_file_that_cannot_be_reopened_is_an_error_and_goes_on_as_before()
    {
        _world.Start(TwoFiles);
        _world.Files.Unopenable["/log/shop"] = "cannot open /log/shop: permission denied";

        _world.Asker.Send(_world.Logging, new LoggingProtocol.ReopenFiles());
        var errors = _world.Asker.ExpectMsg<LoggingProtocol.FilesReopened>().Errors;
        _world.Say("still there");

        Assert.Equal(
            "cannot open /log/shop: permission denied; the old file is still written to",
            Assert.Single(errors));
        Assert.Equal("shop: still there\n", _world.Files["/log/shop"]);
    }

    [Fact]
    public void A_disk_that_is_full_costs_its_own_lines_and_no_others()
    {
        _world.Start(TwoFiles);
        _world.Files.Full["/log/shop"] = "cannot write /log/shop: no space left on device";

        _world.Say("one");
        _world.Say("two");

        Assert.Equal("[info] one\n[info] two\n", _world.Files["/log/all"]);
        Assert.Equal(
            "cannot write /log/shop: no space left on device; lines lost so far: 1; "
            + "tried again in 1 s and then at least once a minute",
            Message(Assert.Single(_world.StandardError.Lines)));
    }

    [Fact]
    public void When_the_disk_has_room_again_the_file_says_what_is_missing_without_waiting_for_a_line()
    {
        _world.Start(TwoFiles);
        _world.Files.Full["/log/shop"] = "cannot write /log/shop: no space left on device";
        _world.Say("one");
        _world.Say("two");
        _world.Files.Full.Clear();

        _world.Kit.Advance(TimeSpan.FromSeconds(1));
        _world.Say("three");

        Assert.Equal(
            "\ncontroller: /log/shop: can be written again; lines lost since 2000-01-01 00:00:00Z: 2\n"
            + "shop: three\n",
            _world.Files["/log/shop"]);
        Assert.Equal(2, _world.StandardError.Lines.Length);
    }

    [Fact]
    public void A_failure_that_lasts_is_told_about_once_a_minute()
    {
        _world.Start(TwoFiles);
        _world.Files.Full["/log/shop"] = "cannot write /log/shop: no space left on device";

        for (var second = 0; second < 600; second++)
        {
            _world.Say("sold");
            _world.Kit.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(_world.StandardError.Lines.Length, 9, 11);
        Assert.Contains("lines lost so far", _world.StandardError.Lines[^1], StringComparison.Ordinal);
        Assert.Equal(600, _world.Files.Lines("/log/all").Length);
    }

    [Fact]
    public void A_destination_whose_actor_fails_is_restarted_and_keeps_its_file()
    {
        _world.Start(TwoFiles);
        _world.Files.Journal.Clear();

        Child("shop").Tell(Kill.Instance, ActorRefs.NoSender);
        _world.Kit.RunUntilIdle();
        _world.Say("on");

        Assert.Equal("shop: on\n", _world.Files["/log/shop"]);
        Assert.Empty(_world.Files.Journal);
    }

    [Fact]
    public void A_destination_that_fails_too_often_is_started_again_later_and_the_others_go_on()
    {
        _world.Start(TwoFiles);
        for (var failure = 0; failure < 11; failure++)
        {
            Child("shop").Tell(Kill.Instance, ActorRefs.NoSender);
            _world.Kit.RunUntilIdle();
        }

        _world.Say("lost");
        _world.Kit.Advance(LoggingSupervisor.StartAgainAfter);
        _world.Say("found");

        Assert.Equal("shop: found\n", _world.Files["/log/shop"]);
        Assert.Equal("[info] lost\n[info] found\n", _world.Files["/log/all"]);
        Assert.Equal(
            "/user/logging: destination [shop] stopped after too many failures; started again in 10 s",
            Message(Assert.Single(_world.StandardError.Lines)));
    }

    [Fact]
    public void A_supervisor_that_fails_begins_anew_with_the_plan_in_force()
    {
        _world.Start("logging.a { type = file, file = \"/log/a\", format = \"$message\" }");
        _world.Reload("logging.b { type = file, file = \"/log/b\", format = \"$message\" }");
        _world.Say("one");

        _world.Logging.Tell(Kill.Instance, ActorRefs.NoSender);
        _world.Kit.RunUntilIdle();
        _world.Say("two");

        Assert.Equal("one\ntwo\n", _world.Files["/log/b"].Replace("\n\n", "\n", StringComparison.Ordinal));
        Assert.Empty(_world.Files["/log/a"]);
        Assert.Empty(_world.StandardError.Text);
    }

    [Fact]
    public void Flush_is_answered_when_everything_said_before_is_written()
    {
        _world.Start(TwoFiles);
        for (var i = 0; i < 100; i++)
        {
            _world.Node.Write("shop", LogLine.Main, Severity.Info, $"line {i}");
        }

        _world.Asker.Send(_world.Logging, new LoggingProtocol.Flush());

        Assert.Empty(_world.Asker.ExpectMsg<LoggingProtocol.Flushed>().Errors);
        Assert.Equal(100, _world.Files.Lines("/log/shop").Length);
        Assert.Equal(100, _world.Files.Lines("/log/all").Length);
    }

    [Fact]
    public void Close_writes_what_was_said_closes_the_files_and_leaves_standard_error()
    {
        _world.Start(TwoFiles);
        _world.Node.Write("shop", LogLine.Main, Severity.Info, "last");

        _world.Asker.Watch(_world.Logging);
        _world.Asker.Send(_world.Logging, new LoggingProtocol.Close());
        _world.Asker.ExpectMsg<LoggingProtocol.Closed>();
        _world.Asker.ExpectTerminated(_world.Logging);
        _world.Say("after the end");

        Assert.Equal("shop: last\n", _world.Files["/log/shop"]);
        Assert.Contains("- /log/shop", _world.Files.Journal);
        Assert.Equal("after the end", Message(Assert.Single(_world.StandardError.Lines)));
    }

    private IActorRef Child(string name) =>
        _world.Kit.System.LivingActors().Single(actor => actor.Path.ToString() == $"/user/logging/{name}");

    // Behind "[time] [controller] [level] ".
    private static string Message(string line) => line.Split("] ", 4)[3];
}
