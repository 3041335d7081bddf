using ControlPlane.Node.Logging.Lines;
using ControlPlane.Platform.Workers;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Node.Tests.Logging.Front;

public sealed partial class NodeLoggingSpec : IDisposable
{
    private readonly LogWorld _world = new();

    public NodeLoggingSpec() => _world.Start(
        "logging.all { type = file, file = \"/log/all\", format = \"$component|$subchannel|$level|$message\" }");

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData("ControlPlane.Node.Services.ServiceActor", "controller||")]
    [InlineData("shop", "shop||")]
    [InlineData("shop/access", "shop|access|")]
    [InlineData("Shop.Cart", "Shop.Cart||")]
    [InlineData("controller", "controller||")]
    public void A_category_is_a_component_and_the_nodes_own_are_the_controller(string category, string expected)
    {
        _world.Node.Factory.CreateLogger(category).LogInformation("hello");

        Assert.Equal(expected + "info|hello", Written());
    }

    [Theory]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel")]
    [InlineData("System.Net.Http.HttpClient")]
    public void The_framework_is_heard_from_warning_on(string category)
    {
        var log = _world.Node.Factory.CreateLogger(category);
        log.LogInformation("chatter");
        log.LogWarning("trouble");

        Assert.Equal($"{category}||warning|trouble", Written());
        Assert.False(log.IsEnabled(LogLevel.Information));
    }

    [Fact]
    public void Placeholders_are_filled_in_without_quotes()
    {
        _world.Node.Factory.CreateLogger("shop").LogWarning("{Container}: {Count} of {Limit:F1}", "shop-1", 3, 4.5);

        Assert.Equal("shop||warning|shop-1: 3 of 4.5", Written());
    }

    [Theory]
    [InlineData(LogLevel.Trace, "debug")]
    [InlineData(LogLevel.Debug, "debug")]
    [InlineData(LogLevel.Information, "info")]
    [InlineData(LogLevel.Warning, "warning")]
    [InlineData(LogLevel.Error, "err")]
    [InlineData(LogLevel.Critical, "crit")]
    public void Levels_of_dotnet_are_severities(LogLevel level, string expected)
    {
        _world.Node.Factory.CreateLogger("shop").Log(level, "x");

        Assert.Equal($"shop||{expected}|x", Written());
    }

    [Fact]
    public void A_method_of_a_log_vocabulary_says_the_other_severities_with_a_parameter()
    {
        Vocabulary.Enabled(_world.Node.Factory.CreateLogger("ControlPlane.X"), "shop", Severity.Notice);
        Vocabulary.Gone(_world.Node.Factory.CreateLogger("ControlPlane.X"), "everything", Severity.Emerg);

        Assert.Equal("controller||notice|shop is enabled\ncontroller||emerg|everything is gone", Written());
    }

    [Fact]
    public void A_scope_says_severity_component_and_subchannel()
    {
        var log = _world.Node.Factory.CreateLogger("ControlPlane.X");
        using (log.BeginScope(
            new Dictionary<string, object>
            {
                ["Severity"] = "ALERT",
                ["Component"] = "shop",
                ["Subchannel"] = "audit",
            }))
        {
            log.LogCritical("x");
        }

        Assert.Equal("shop|audit|alert|x", Written());
    }

    [Fact]
    public void Serilog_may_be_used_directly()
    {
        _world.Node.Serilog.ForContext("Severity", Severity.Notice).Information("{Name} came", "Ann");

        Assert.Equal("controller||notice|Ann came", Written());
    }

    [Fact]
    public void An_exception_follows_its_message_indented()
    {
        _world.Node.Factory.CreateLogger("shop").LogError(new InvalidOperationException("no stock\nforged"), "failed");

        Assert.Equal("shop||err|failed\n    System.InvalidOperationException: no stock\n    forged", Written());
    }

    [Fact]
    public void The_text_of_a_worker_is_never_read_as_a_template()
    {
        var output = _world.Node.OutputOf("shop");
        output.Line(OutputStream.Out, "{Line} {0} {{x}} {@Severity} ${message} \"quoted\"");

        _world.Kit.RunUntilIdle();

        Assert.Equal("shop||info|{Line} {0} {{x}} {@Severity} ${message} \"quoted\"", Written());
    }

    [Fact]
    public void Of_a_worker_standard_output_is_info_and_standard_error_is_notice()
    {
        var output = _world.Node.OutputOf("shop");
        output.Line(OutputStream.Out, "one");
        output.Line(OutputStream.Error, "two");
        output.Dropped(12);

        Assert.Equal(
            "shop||info|one\nshop||notice|two\n"
            + "shop||warning|lines of output dropped, because they came too fast: 12; log less, or to a file",
            Written());
    }

    [Fact]
    public void What_the_maximum_level_forbids_is_refused_before_it_is_formatted()
    {
        var log = _world.Node.Factory.CreateLogger("shop");
        _world.Node.MaxLevel = Severity.Warning;

        Assert.False(log.IsEnabled(LogLevel.Information));
        Assert.True(log.IsEnabled(LogLevel.Warning));
        log.LogInformation("{X}", new ThrowsWhenShown());
        _world.Node.Write("shop", LogLine.Main, Severity.Notice, "also not");
        Assert.Empty(Written());

        _world.Node.MaxLevel = Severity.Debug;
        Assert.True(log.IsEnabled(LogLevel.Trace));
    }

    [Fact]
    public void A_notice_passes_where_information_does_not()
    {
        _world.Node.MaxLevel = Severity.Notice;

        _world.Say("no", severity: Severity.Info);
        _world.Say("yes", severity: Severity.Notice);

        Assert.Equal("shop||notice|yes", Written());
    }

    [Fact]
    public void A_line_bears_the_time_of_the_node_and_not_of_the_machine()
    {
        _world.Reload("logging.all { type = file, file = \"/log/all\", format = \"${timestamp:%F %T} $message\" }");
        _world.Kit.Advance(TimeSpan.FromHours(3));

        _world.Node.Factory.CreateLogger("shop").LogInformation("x");

        Assert.Equal("2000-01-01 03:00:00 x", Written());
    }

    private string Written()
    {
        _world.Kit.RunUntilIdle();
        return _world.Files["/log/all"].TrimEnd('\n');
    }

    private static partial class Vocabulary
    {
        [LoggerMessage(1, LogLevel.Information, "{Service} is enabled")]
        public static partial void Enabled(ILogger log, string service, Severity severity);

        [LoggerMessage(2, LogLevel.Critical, "{What} is gone")]
        public static partial void Gone(ILogger log, string what, Severity severity);
    }

    private sealed class ThrowsWhenShown
    {
        public override string ToString() => throw new InvalidOperationException("was formatted");
    }
}
