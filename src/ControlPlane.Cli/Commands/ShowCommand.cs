using System.CommandLine;
using ControlPlane.Cli.Arguments;
using ControlPlane.Cli.Rendering;
using ControlPlane.Contracts.Admin;

namespace ControlPlane.Cli.Commands;

/// <summary>A command that shows what a node knows: as a table, or with <c>-o json</c> as the node says it.</summary>
internal abstract class ShowCommand : CliCommand
{
    private readonly SharedOptions _shared;

    protected ShowCommand(SharedOptions shared, string name, string summary)
        : base(name, summary)
    {
        _shared = shared;
        Add(shared.Node);
        Add(shared.Output);
    }

    public sealed override IReadOnlyList<int> Exits => ExitsOfService;

    public sealed override int Run(ParseResult parsed, Surroundings around)
    {
        var json = _shared.WantsJson(parsed);
        var body = _shared.NodeOf(parsed, around).Get(_shared.OnNode(parsed, TargetOf(parsed)));
        var (title, table) = Read(body, around.Time.GetUtcNow());
        if (json)
        {
            JsonOutput.Write(body, around);
            return ExitCodes.Done;
        }

        if (title is not null)
        {
            around.Out.WriteLine(PlainText.Of(title));
        }

        table.Write(around);
        return ExitCodes.Done;
    }

    /// <summary>What is asked for, with its query.</summary>
    protected abstract string TargetOf(ParseResult parsed);

    /// <summary>Reads all of the answer, also where it is shown as it is: so a damaged one is an error.</summary>
    protected abstract (string? Title, Table Table) Read(ReadOnlyMemory<byte> body, DateTimeOffset now);
}
