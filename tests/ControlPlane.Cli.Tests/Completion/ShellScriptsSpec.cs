using System.Diagnostics;
using ControlPlane.Cli.Completion;
using ControlPlane.TestKit;

namespace ControlPlane.Cli.Tests.Completion;

public sealed class ShellScriptsSpec
{
    [Fact]
    public void The_completion_command_prints_the_script_of_the_shell()
    {
        Assert.Equal(ShellScripts.Bash, CommandRun.Of("completion", "bash").Out);
        Assert.Equal(ShellScripts.Zsh, CommandRun.Of("completion", "zsh").Out);
    }

    [Theory]
    [InlineData("rest", "restart restart-all")]
    [InlineData("enable w", "web\\ shop web-a")]
    [InlineData("list --sock", "--sockdir")]
    [InlineData("run /et", "")]
    public async Task In_bash_the_words_so_far_are_completed_by_the_program(string typed, string expected)
    {
        using var node = new FakeNode
        {
            Reply = _ => FakeNode.Http(200, """[{"service":"web-a"},{"service":"web shop"}]"""),
        };

        // Who types gets no names after half a second: on a busy machine that is no failure, so it may be typed again.
        await Eventually.Succeeds(() =>
        {
            var completed = Bash($$"""
                {{ShellScripts.Bash}}
                COMP_WORDS=("$CPLANE" {{typed}}); COMP_CWORD=$(( ${#COMP_WORDS[@]} - 1 ))
                _cplane
                echo "${COMPREPLY[*]}"
                complete -p cplane
                """, node.SocketDirectory);
            Assert.Equal($"{expected}\ncomplete -o default -F _cplane cplane\n", completed);
            return Task.CompletedTask;
        });
    }

    private static string Bash(string script, string socketDirectory)
    {
        using var bash = Process.Start(new ProcessStartInfo("bash", ["--norc", "-c", script])
        {
            RedirectStandardOutput = true,
            Environment =
            {
                ["CPLANE"] = Path.Combine(AppContext.BaseDirectory, "cplane"),
                ["CPLANE_SOCKDIR"] = socketDirectory,
            },
        })!;
        var output = bash.StandardOutput.ReadToEnd();
        Assert.True(bash.WaitForExit(60_000));
        return output;
    }
}
