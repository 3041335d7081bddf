using ControlPlane.TestKit;

namespace ControlPlane.Cli.Tests.Commands;

public sealed class ConfigCommandSpec : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_file_is_printed_resolved_in_file_order_and_without_defaults()
    {
        _directory.Write("base.conf", "a { x = 1 }");
        var file = _directory.Write("shop.conf", "include \"base.conf\"\na.y = ${a.x}\nb = ${?CPLANE_TEST_STAGE}");

        var run = CommandRun.In(new Dictionary<string, string> { ["CPLANE_TEST_STAGE"] = "blue" }, "config", file);

        Assert.Equal(
            """
            {
              "a": {
                "x": 1,
                "y": 1
              },
              "b": "blue"
            }

            """,
            run.Out);
        Assert.Equal((0, ""), (run.Exit, run.Error));
    }

    [Fact]
    public void Origins_say_where_each_value_was_written()
    {
        var file = _directory.Write("shop.conf", "a = 1");

        Assert.Contains($"\"{file}:1:5\"", CommandRun.Of("config", file, "--origin").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_error_is_printed_with_its_position_and_the_exit_code_is_78()
    {
        var file = _directory.Write("bad.conf", "a = ${nowhere}\nb = ${neither}\n");

        var run = CommandRun.Of("config", file);

        Assert.Equal((78, ""), (run.Exit, run.Out));
        var lines = run.Error.TrimEnd().Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.StartsWith($"cplane: {file}:1:", lines[0], StringComparison.Ordinal);
        Assert.StartsWith($"cplane: {file}:2:", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_78()
    {
        var run = CommandRun.Of("config", _directory.File("gone.conf"));

        Assert.Equal(78, run.Exit);
        Assert.Contains("gone.conf", run.Error, StringComparison.Ordinal);
    }
}
