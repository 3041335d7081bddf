using System.CommandLine;
using ControlPlane.Cli.Arguments;
using ControlPlane.Cli.Client;
using ControlPlane.Cli.Rendering;
using ControlPlane.Contracts.Admin;
using ControlPlane.Contracts.Wire;

namespace ControlPlane.Cli.Commands;

/// <summary>A command that changes the node and returns when the target is reached.</summary>
internal abstract class ChangeCommand(string name, string summary, SharedOptions shared) : CliCommand(name, summary)
{
    public override IReadOnlyList<int> Exits => ExitsOfService;

    /// <summary>Where the command is posted to.</summary>
    protected abstract string TargetOf(ParseResult parsed);

    /// <summary>
    /// What the command has to say beside its patience; null: it has printed why there is nothing to say.
    /// </summary>
    protected virtual CommandBody? BodyOf(ParseResult parsed, Surroundings around) => new();

    /// <summary>What is printed of the changes; the sentence of the node, unless the command knows better.</summary>
    protected virtual IReadOnlyList<string> LinesOf(string done, IReadOnlyList<string> changes) => [done];

    public override int Run(ParseResult parsed, Surroundings around)
    {
        var json = shared.WantsJson(parsed);
        var patience = shared.PatienceOf(parsed);
        var client = shared.NodeOf(parsed, around);
        if (BodyOf(parsed, around) is not { } said)
        {
            return ExitCodes.BadConfiguration;
        }

        var body = client.Post(shared.OnNode(parsed, TargetOf(parsed)), CommandJson.Of(said, patience), patience);
        var answer = Answers.Item(body, DoneAnswer.Read);
        if (json)
        {
            JsonOutput.Write(body, around);
            return ExitCodes.Done;
        }

        foreach (var line in LinesOf(answer.Done, answer.Changes))
        {
            around.Out.WriteLine(PlainText.Of(line));
        }

        return ExitCodes.Done;
    }

    /// <summary>Adds --timeout, --no-wait and -o, and --node; call it after the arguments.</summary>
    /// <param name="isForOneNode">Whether it means something for one node alone.</param>
    protected void AddWaitingOptions(bool isForOneNode = true)
    {
        if (isForOneNode)
        {
            Add(shared.Node);
        }

        Add(shared.Timeout);
        Add(shared.NoWait);
        Add(shared.Output);
    }
}
