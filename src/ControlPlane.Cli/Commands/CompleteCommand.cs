using System.CommandLine;
using ControlPlane.Cli.Arguments;
using ControlPlane.Cli.Completion;
using ControlPlane.Contracts.Admin;

namespace ControlPlane.Cli.Commands;

/// <summary><c>__complete -- WORDS</c>, hidden: what may stand in the place of the last word, one a line.</summary>
internal sealed class CompleteCommand : CliCommand
{
    private readonly SharedOptions _shared;
    private readonly Argument<string[]> _words = new("WORDS")
    {
        Description = "The words after cplane; the last one is being typed.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public CompleteCommand(SharedOptions shared) : base("__complete", "Print completions of a command line.")
    {
        _shared = shared;
        Hidden = true;
        Add(_words);
    }

    public override string Usage => "__complete -- WORDS";

    public override IReadOnlyList<string> Examples => ["cplane __complete -- enable ''"];

    public override IReadOnlyList<int> Exits { get; } = [ExitCodes.Done, ExitCodes.Usage];

    public override int Run(ParseResult parsed, Surroundings around)
    {
        var names = new LiveNames(_shared.SocketDirectoryOf(parsed, around), around);
        foreach (var candidate in Candidates.Of(Tree!, parsed.GetValue(_words) ?? [], names))
        {
            around.Out.WriteLine(candidate);
        }

        return ExitCodes.Done;
    }
}
