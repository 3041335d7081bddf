using ControlPlane.Hocon;
using ControlPlane.Node.Controller.Configuration;
using ControlPlane.Node.Logging.Lines;
using ControlPlane.Node.Logging.Plans;

namespace ControlPlane.Node.Tests.Logging.Plans;

public sealed class LoggingReaderSpec
{
    [Theory]
    [InlineData("")]
    [InlineData("logging {}")]
    [InlineData("logging { gone { type = syslog }, gone = null }")]
    public void Without_a_destination_everything_goes_to_standard_error(string controller)
    {
        var plan = LogWorld.Plan(controller);

        var sink = Assert.Single(plan.Sinks);
        var outlet = Assert.Single(sink.Outlets);
        Assert.Equal(Severity.Debug, plan.MaxLevel);
        Assert.Equal("stderr", sink.Name);
        Assert.Equal(LineFilter.All, sink.Filter);
        Assert.IsType<LogTarget.Stderr>(outlet.Target);
        Assert.Equal(LineFormat.Standard, Assert.Single(outlet.Entries).Format.Text);
    }

    [Fact]
    public void Every_default_is_what_was_agreed()
    {
        var sinks = LogWorld.Plan(
            """
            logging {
              console { type = stderr }
              app     { type = file, file = "/log/app.log" }
              levels  { type = multi_file, directory = "/log", file { debug { file = "debug.log" } } }
              system  { type = syslog }
            }
            """).Sinks;

        Assert.All(sinks, sink => Assert.Equal(LineFilter.All, sink.Filter));
        Assert.All(sinks, sink => Assert.Equal(LineFilter.All, sink.Outlets[0].Entries[0].Filter));
        Assert.All(sinks.Take(3), sink => Assert.Equal(
            "[${timestamp}] [${component}] [${level}] ${message}", sink.Outlets[0].Entries[0].Format.Text));
        Assert.Equal("${message}", sinks[3].Outlets[0].Entries[0].Format.Text);
        Assert.Equal(new LogTarget.Syslog("/dev/log", "", 1), sinks[3].Outlets[0].Target);
    }

    [Fact]
    public void Everything_that_can_be_said_is_read()
    {
        var plan = LogWorld.Plan(
            """
            max_level = Notice
            logging {
              app { type = FILE, file = "/log/app.log", component = "shop*", subchannel = "", max_level = ERR, format = "$message" }
              levels {
                type = multi_file, directory = "/log", format = "$level $message", max_level = info
                file {
                  own { file = "own.log", format = "own $message", component = shop, subchannel = access, max_level = crit }
                  abs { file = "/else/where.log" }
                  own2 { file = "own.log" }
                }
              }
              system { type = syslog, identifier = "shop", facility = LOCAL3, path = "/run/log", format = "$component $message" }
            }
            """);

        Assert.Equal(Severity.Notice, plan.MaxLevel);
        var (app, levels, system) = (plan.Sinks[0], plan.Sinks[1], plan.Sinks[2]);
        Assert.Equal(new LineFilter(new LinePattern("shop*"), new LinePattern(""), Severity.Err), app.Filter);
        Assert.Equal("/log/app.log", app.Outlets[0].Target.ToString());
        Assert.Equal("$message", app.Outlets[0].Entries[0].Format.Text);
        Assert.Equal(Severity.Info, levels.Filter.MaxLevel);
        Assert.Equal(["/log/own.log", "/else/where.log"], levels.Outlets.Select(outlet => outlet.Target.ToString()));
        Assert.Equal(
            [
                new EntryPlan(
                    new LineFilter(new LinePattern("shop"), new LinePattern("access"), Severity.Crit),
                    LineFormat.Parse("own $message")),
                new EntryPlan(LineFilter.All, LineFormat.Parse("$level $message")),
            ],
            levels.Outlets[0].Entries);
        Assert.Equal(new LogTarget.Syslog("/run/log", "shop", 19), system.Outlets[0].Target);
    }

    [Theory]
    [InlineData("max_level = loud", "1:13: controlplane.controller.max_level: is [loud] (string); expected")]
    [InlineData("logging.a { type = smtp }", "logging.a.type: is [smtp] (string); expected one of [stderr, file, "
        + "multi_file, syslog]")]
    [InlineData("logging.a { file = \"/x\" }", "logging.a.type: is missing; expected one of [stderr, file, multi_file, "
        + "syslog]")]
    [InlineData("logging.a = 5", "logging.a: is [5] (number); expected an object")]
    [InlineData("logging.\"a b\" { type = stderr }", "the name [a b] is not allowed")]
    [InlineData("logging.a { type = stderr, file = \"/x\" }", "unknown key [file]")]
    [InlineData("logging.a { type = file, file = \"/x\", facility = user }", "unknown key [facility]")]
    [InlineData("logging.a { type = stderr, componnet = shop }", "unknown key [componnet]; did you mean [component]?")]
    [InlineData("logging.a { type = stderr, max_level = error }", "logging.a.max_level: is [error] (string); expected")]
    [InlineData("logging.a { type = stderr, format = \"$msg\" "
        + "}", "is [$msg]: the variable [$msg] is not known; known are timestamp")]
    [InlineData("logging.a { type = file }", "logging.a.file: is missing")]
    [InlineData("logging.a { type = file, file = \"app.log\" "
        + "}", "is [app.log]: expected an absolute path, which begins with a slash")]
    [InlineData("logging.a { type = file, file = \"\" }", "expected the name of a file")]
    [InlineData("logging.a { type = file, file = \"/x\\u0000\" }", "has a zero byte")]
    [InlineData(
        "logging.a { type = multi_file, directory = \"/x\" }", "logging.a.file: is missing; expected an object")]
    [InlineData("logging.a { type = multi_file, directory = \"/x\", file {} "
        + "}", "logging.a.file: has no entries; expected at least one")]
    [InlineData("logging.a { type = multi_file, directory = x, file.b { file = y } "
        + "}", "logging.a.directory: is [x]: expected an absolute path")]
    [InlineData("logging.a { type = multi_file, directory = \"/x\", file.b { } }", "logging.a.file.b.file: is missing")]
    [InlineData(
        "logging.a { type = multi_file, directory = \"/x\", file.b { file = \"d/\" } }", "expected the name of a file")]
    [InlineData("logging.a { type = multi_file, directory = \"/x\", file.b { file = y, typ = 1 } "
        + "}", "logging.a.file.b.typ: unknown key [typ]")]
    [InlineData("logging.a { type = syslog, facility = auth }", "logging.a.facility: is [auth] (string); expected")]
    [InlineData("logging.a { type = syslog, path = \"log\" }", "logging.a.path: is [log]: expected an absolute path")]
    [InlineData("logging.a { type = syslog, identifier = \"a\\nb\" "
        + "}", "logging.a.identifier: expected at most 100 characters, and no control")]
    public void What_cannot_be_is_an_error_that_says_where_and_what_is_allowed(string controller, string expected)
    {
        LogWorld.Plan(controller, out var errors);

        var error = Assert.Single(errors);
        Assert.StartsWith("web.conf:1:", error, StringComparison.Ordinal);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Paths_and_patterns_have_a_limit()
    {
        var (path, pattern) = (new string('x', 4096), new string('x', 257));
        LogWorld.Plan(
            $$"""
            logging.a { type = file, file = "/{{path}}", component = {{pattern}} }
            logging.b { type = syslog, path = "/{{path[..107]}}" }
            """,
            out var errors);

        Assert.Equal(3, errors.Count);
        Assert.Contains(
            "has 257 characters; expected a name or a pattern of at most 256", errors[1], StringComparison.Ordinal);
        Assert.Contains("has more than 4095 bytes", errors[0], StringComparison.Ordinal);
        Assert.Contains("has more than 107 bytes", errors[2], StringComparison.Ordinal);
    }

    [Fact]
    public void All_errors_of_a_section_are_reported_together()
    {
        LogWorld.Plan(
            """
            max_level = loud
            logging {
              a { type = file, format = "${x}", max_level = quiet, colour = red }
              b { type = multi_file, file.x { file = y, format = "%" } }
              c { type = none }
            }
            """,
            out var errors);

        Assert.Equal(
            [
                "max_level", "logging.a.file", "logging.a.format", "logging.a.max_level", "logging.a.colour",
                "logging.b.directory", "logging.c.type",
            ],
            errors.Select(error => error.Split(": ")[1]["controlplane.controller.".Length..]));
    }

    [Fact]
    public void Plans_are_equal_if_they_mean_the_same_wherever_it_stands()
    {
        const string text =
            "logging.a { type = file, file = \"/log/a\", component = \"shop*\", format = \"$message\" }";

        Assert.Equal(LogWorld.Plan(text), LogWorld.Plan("\n\n" + text + "\nmax_level = all"));
        Assert.NotEqual(LogWorld.Plan(text), LogWorld.Plan(text + "\nmax_level = info"));
        Assert.NotEqual(LogWorld.Plan(text), LogWorld.Plan(text.Replace("/log/a", "/log/b", StringComparison.Ordinal)));
        Assert.NotEqual(LogWorld.Plan(text), LogWorld.Plan(text.Replace("shop*", "shop", StringComparison.Ordinal)));
        Assert.NotEqual(
            LogWorld.Plan(text), LogWorld.Plan(text.Replace("$message", "$level", StringComparison.Ordinal)));
        Assert.NotEqual(
            LogWorld.Plan(text), LogWorld.Plan(text.Replace("logging.a", "logging.b", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_format_of_the_program_itself_is_the_default_of_the_configuration() => Assert.Equal(
        LineFormat.Standard,
        new Config(
            new ReferenceFiles(_ => null).At("logging.conf", "controlplane", "controller", "logging", "NAME"),
            "NAME",
            new SettingsErrors()).GetString("format"));
}
