namespace ControlPlane.Cli.Tests.Arguments;

public sealed class UsageErrorsSpec
{
    [Theory]
    [InlineData("", "no command is given", "cplane --help shows all commands")]
    [InlineData("lst", "unknown command [lst]", "did you mean list? cplane --help shows all commands")]
    [InlineData("restrat web", "unknown command [restrat]", "did you mean restart?")]
    [InlineData("reopen", "unknown command [reopen]", "did you mean reopen-logfiles?")]
    [InlineData("xyzzy", "unknown command [xyzzy]", "cplane --help shows all commands")]
    [InlineData("@file", "unknown command [@file]", "cplane --help")]
    [InlineData("--sockdri /x list", "unknown option [--sockdri]", "did you mean --sockdir?")]
    [InlineData("enable", "enable needs SERVICE", "cplane enable SERVICE; more: cplane enable --help")]
    [InlineData("scale web", "scale needs N", "cplane scale SERVICE N;")]
    [InlineData("scale web many", "N is [many]; expected an integer from 0 to 10000", "cplane scale")]
    [InlineData("scale web -1", "N is [-1]; expected an integer from 0 to 10000", "cplane scale")]
    [InlineData("scale web 10001", "N is [10001]; expected an integer from 0 to 10000", "cplane scale")]
    [InlineData(
        "rollback last", "VERSION is [last]; expected an integer from 0", "cplane rollback [VERSION] [--list];")]
    [InlineData("rollback -1", "VERSION is [-1]; expected an integer from 0", "cplane rollback")]
    [InlineData("drain", "drain needs NODE", "cplane drain NODE;")]
    [InlineData("drain n1 --node n2", "unknown option [--node]", "cplane drain --help")]
    [InlineData("list --node", "--node needs a value", "cplane list")]
    [InlineData("list web", "unexpected argument [web]", "cplane list [-o json];")]
    [InlineData("enable a b", "unexpected argument [b]", "cplane enable SERVICE;")]
    [InlineData("restart --rolli web", "unknown option [--rolli]", "did you mean --rolling? cplane restart --help")]
    [InlineData("enable --rolling web", "unknown option [--rolling]", "cplane enable --help")]
    [InlineData("list -o xml", "--output is [xml]; expected table or json", "-o json")]
    [InlineData("list -o", "--output needs a value", "cplane list")]
    [InlineData("list -o json -o table", "--output is given more than once", "cplane list")]
    [InlineData("enable web --timeout soon", "--timeout is [soon]; expected a duration from 0 to 1 day", "30s")]
    [InlineData("shutdown --timeout -5", "--timeout is [-5]; expected a duration", "30s")]
    [InlineData("run", "run needs FILE", "cplane run FILE;")]
    [InlineData("completion fish", "SHELL is [fish]; expected bash or zsh", "cplane completion bash")]
    public void A_wrong_command_line_is_exit_2_with_what_is_wrong_and_what_was_meant(
        string line, string error, string hint)
    {
        var run = CommandRun.Of(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal((2, ""), (run.Exit, run.Out));
        var lines = run.Error.Split('\n');
        Assert.StartsWith($"cplane: {error}", lines[0], StringComparison.Ordinal);
        Assert.StartsWith($"  hint: {hint}", lines[1].Replace("write for example ", "", StringComparison.Ordinal)
            .Replace("write -o", "-o", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_name_of_a_node_is_exit_2()
    {
        var run = CommandRun.Of("list", "--node", "");

        Assert.Equal((2, "cplane: --node is empty\n  hint: cplane nodes shows the names\n"), (run.Exit, run.Error));
    }

    [Theory]
    [InlineData("enable", "SERVICE is empty")]
    [InlineData("drain", "NODE is empty")]
    [InlineData("reload", "FILE is empty")]
    [InlineData("config", "FILE is empty")]
    public void An_empty_argument_is_exit_2(string command, string error)
    {
        var run = CommandRun.Of(command, "");

        Assert.Equal(2, run.Exit);
        Assert.Contains(error, run.Error, StringComparison.Ordinal);
    }
}
