using System.Globalization;
using System.Text.RegularExpressions;

namespace ControlPlane.Cli.Tests.Help;

public sealed class HelpTextSpec
{
    public static TheoryData<string> Names => [.. Tree().All.Select(command => command.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Help_of_a_command_has_its_usage_arguments_options_examples_and_exit_codes(string name)
    {
        var command = Tree().All.Single(known => known.Name == name);

        var run = CommandRun.Of(name, "--help");

        Assert.Equal((0, ""), (run.Exit, run.Error));
        Assert.Contains($"\nUsage:\n  cplane {command.Usage} [OPTIONS]\n", run.Out, StringComparison.Ordinal);
        Assert.All(command.Arguments, argument => Assert.Matches($"\n  {argument.Name} +", run.Out));
        Assert.All(command.Options, option => Assert.Matches(
            $"{option.Name}{(option.HelpName is { } value ? " " + Regex.Escape(value) : "")} +[A-Z]", run.Out));
        Assert.NotEmpty(command.Examples);
        Assert.All(command.Examples, example => Assert.Contains($"\n  {example}\n", run.Out, StringComparison.Ordinal));
        Assert.All(command.Exits, code =>
            Assert.Matches($"\n  {code.ToString(CultureInfo.InvariantCulture)} +[a-z]", ExitCodesOf(run.Out)));
        Assert.Equal(
            command.Exits.Count, ExitCodesOf(run.Out).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.All(run.Out.Split('\n'), line => Assert.InRange(line.Length, 0, 100));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_usage_names_every_argument(string name)
    {
        var command = Tree().All.Single(known => known.Name == name);

        Assert.StartsWith(name, command.Usage, StringComparison.Ordinal);
        Assert.All(command.Arguments.Where(argument => argument.Name != "SHELL"),
            argument => Assert.Contains(argument.Name, command.Usage, StringComparison.Ordinal));
        Assert.Equal(command.Exits.Order(), command.Exits);
        Assert.Contains(2, command.Exits);
    }

    [Fact]
    public void Help_of_all_names_every_command_but_the_hidden_ones()
    {
        var help = CommandRun.Of("--help").Out;

        Assert.All(Tree().All.Where(command => !command.Hidden),
            command => Assert.Contains($"\n  {command.Usage} ", help, StringComparison.Ordinal));
        Assert.DoesNotContain("__", help, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_wins_over_a_wrong_command_line() =>
        Assert.Equal(CommandRun.Of("scale", "-h").Out, CommandRun.Of("scale", "web", "many", "--help").Out);

    [Fact]
    public void The_version_is_that_of_the_program() =>
        Assert.Equal("cplane 0.1.0\n", CommandRun.Of("--version").Out);

    private static string ExitCodesOf(string help) =>
        help[(help.IndexOf("Exit codes:", StringComparison.Ordinal) + "Exit codes:".Length)..];

    private static CommandTree Tree() => new(new Surroundings(
        TextWriter.Null, TextWriter.Null, _ => null, false, () => 80, TimeProvider.System));
}
