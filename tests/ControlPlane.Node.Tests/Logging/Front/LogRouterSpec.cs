using ControlPlane.Node.Logging.Front;
using ControlPlane.Node.Logging.Lines;

namespace ControlPlane.Node.Tests.Logging.Front;

public sealed class LogRouterSpec : IDisposable
{
    private const string OneFile = "logging.all { type = file, file = \"/log/all\", format = \"$message\" }";

    private readonly LogWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void The_first_thousand_early_lines_are_kept_in_order_and_the_rest_is_counted()
    {
        for (var i = 0; i < LogRouter.MaxEarlyLines + 7; i++)
        {
            _world.Node.Write("shop", LogLine.Main, Severity.Info, $"line {i}");
        }

        _world.Start(OneFile);

        var lines = _world.Files.Lines("/log/all");
        Assert.Equal(Enumerable.Range(0, LogRouter.MaxEarlyLines).Select(i => $"line {i}"), lines[..^1]);
        Assert.Equal("lines dropped, because they came before the destinations of the log were open: 7", lines[^1]);
    }

    [Fact]
    public void If_the_destinations_never_stand_the_early_lines_go_to_standard_error()
    {
        _world.Say("bad configuration", LogLine.Controller, Severity.Err);
        Assert.Empty(_world.StandardError.Text);

        _world.Node.Dispose();

        Assert.Equal("[Sat Jan  1 00:00:00 2000] [controller] [err] bad configuration\n", _world.StandardError.Text);
    }

    [Fact]
    public void A_standard_error_that_is_broken_stops_nobody()
    {
        _world.StandardError.Broken = true;
        _world.Node.Dispose();

        _world.Say("into the void");

        Assert.Empty(_world.StandardError.Text);
    }

    [Fact]
    public async Task No_line_is_lost_or_doubled_when_many_threads_log_while_the_destinations_are_opened()
    {
        const int threads = 4;
        const int lines = 200;
        var tasks = Enumerable.Range(0, threads).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < lines; i++)
            {
                _world.Node.Write("shop", LogLine.Main, Severity.Info, $"{thread}:{i}");
            }
        })).ToList();
        _world.Start(OneFile);
        await Task.WhenAll(tasks);
        _world.Kit.RunUntilIdle();

        var written = _world.Files.Lines("/log/all");
        Assert.Equal(threads * lines, written.Length);
        foreach (var thread in Enumerable.Range(0, threads))
        {
            Assert.Equal(
                Enumerable.Range(0, lines).Select(i => $"{thread}:{i}"),
                written.Where(line => line.StartsWith($"{thread}:", StringComparison.Ordinal)));
        }
    }
}
