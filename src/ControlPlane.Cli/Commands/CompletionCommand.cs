using System.CommandLine;
using ControlPlane.Cli.Completion;
using ControlPlane.Contracts.Admin;

namespace ControlPlane.Cli.Commands;

/// <summary><c>completion</c>: the script that teaches a shell to complete.</summary>
internal sealed class CompletionCommand : CliCommand
{
    private readonly Argument<string> _shell = new("SHELL") { Description = "bash or zsh." };

    public CompletionCommand()
        : base("completion", "Print a script that completes commands, options and service names.")
    {
        Add(_shell);
    }

    public override string Usage => "completion bash|zsh";

    public override string Details => """
        Names of services come from the node that answers in the socket directory; if
        none answers, commands and options are still completed.
        """;

    public override IReadOnlyList<string> Examples =>
    [
        "source <(cplane completion bash)      # in ~/.bashrc",
        "source <(cplane completion zsh)       # in ~/.zshrc, after compinit",
    ];

    public override IReadOnlyList<int> Exits { get; } = [ExitCodes.Done, ExitCodes.Usage];

    public override int Run(ParseResult parsed, Surroundings around)
    {
        around.Out.Write(parsed.GetValue(_shell) switch
        {
            "bash" => ShellScripts.Bash,
            "zsh" => ShellScripts.Zsh,
            var other => throw new CliException(
                ExitCodes.Usage, $"SHELL is [{other}]; expected bash or zsh", "cplane completion bash"),
        });
        return ExitCodes.Done;
    }
}
