using ControlPlane.Node.Logging.Lines;

namespace ControlPlane.Node.Tests.Logging;

public sealed class SinkActorSpec : IDisposable
{
    private const string OneFile =
        "logging.all { type = file, file = \"/log/all\", format = \"$component: $message\" }";

    private readonly LogWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void A_flood_loses_lines_with_a_count_and_spares_the_lines_of_others()
    {
        _world.Start(OneFile);
        var text = new string('x', 8_000);
        for (var i = 0; i < 1_000; i++)
        {
            _world.Node.Write("flood", LogLine.Main, Severity.Info, text);
        }

        _world.Node.Write("calm", LogLine.Main, Severity.Info, "hello");
        _world.Kit.RunUntilIdle();
        _world.Kit.Advance(TimeSpan.FromSeconds(2));

        var lines = _world.Files.Lines("/log/all");
        var written = lines.Count(line => line.StartsWith("flood: ", StringComparison.Ordinal));
        Assert.InRange(written, 200, 300); // half of the room: 2 Mi characters
        Assert.Contains("calm: hello", lines);
        Assert.Equal(1_000 - written, lines.Sum(Dropped));
    }

    [Fact]
    public void While_a_flood_lasts_its_losses_are_told_once_a_second()
    {
        _world.Start(OneFile);
        var text = new string('x', 60_000);
        for (var tenth = 0; tenth < 15; tenth++)
        {
            for (var i = 0; i < 50; i++)
            {
                _world.Node.Write("flood", LogLine.Main, Severity.Info, text);
            }

            _world.Kit.Advance(TimeSpan.FromMilliseconds(100));
        }

        _world.Kit.Advance(TimeSpan.FromSeconds(2));
        var lines = _world.Files.Lines("/log/all");
        Assert.InRange(lines.Count(line => Dropped(line) > 0), 2, 3);
        Assert.Equal(
            750, lines.Sum(Dropped) + lines.Count(line => line.StartsWith("flood: ", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_room_of_a_flood_is_free_again_when_it_is_over()
    {
        _world.Start(OneFile);
        for (var round = 0; round < 20; round++)
        {
            for (var i = 0; i < 20; i++)
            {
                _world.Node.Write("shop", LogLine.Main, Severity.Info, new string('x', 50_000));
            }

            _world.Kit.RunUntilIdle();
        }

        Assert.Equal(400, _world.Files.Lines("/log/all").Length);
    }

    private static long Dropped(string line) =>
        line.StartsWith("controller: lines of [flood] dropped, because they came faster", StringComparison.Ordinal)
            ? long.Parse(line.Split(' ')[^1], null)
            : 0;
}
