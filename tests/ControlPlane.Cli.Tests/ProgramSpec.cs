using System.Diagnostics;

namespace ControlPlane.Cli.Tests;

/// <summary>What only the real process shows: its streams.</summary>
public sealed class ProgramSpec
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "cplane");

    [Fact]
    public void Answers_go_to_standard_output_and_errors_to_standard_error()
    {
        using var node = new FakeNode();

        Assert.Equal(
            (0, "SERVICE  STATE  DESIRED  READY  CONTAINERS  ADDRESSES\n", ""),
            Shell("\"$0\" list --sockdir \"$1\"", node.SocketDirectory));
        Assert.Equal(
            (2, "", "cplane: unknown command [lst]\n  hint: did you mean list? cplane --help shows all commands\n"),
            Shell("\"$0\" lst"));
    }

    [Fact]
    public void Two_commands_in_one_redirection_write_one_after_the_other()
    {
        var file = Path.GetTempFileName();

        var run = Shell("{ \"$0\" --version; \"$0\" --version; } >\"$1\"; cat \"$1\"; rm \"$1\"", file);

        Assert.Equal((0, "cplane 0.1.0\ncplane 0.1.0\n", ""), run);
    }

    [Fact]
    public void A_full_disk_is_exit_1_with_the_reason() =>
        Assert.Equal(
            (1, "", "cplane: the answer cannot be written: No space left on device\n"),
            Shell("\"$0\" --version >/dev/full"));

    [Fact]
    public void A_reader_who_has_seen_enough_is_no_error_worth_a_word() =>
        Assert.Equal((0, "", ""), Shell("\"$0\" --help | exec true"));

    // The script's $0 is the program, $1 the argument.
    private static (int Exit, string Out, string Error) Shell(string script, string argument = "")
    {
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", script, Program, argument])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = shell.StandardError.ReadToEndAsync();
        var output = shell.StandardOutput.ReadToEnd();
        Assert.True(shell.WaitForExit(60_000));
        return (shell.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
