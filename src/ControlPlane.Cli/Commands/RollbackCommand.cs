using System.CommandLine;
using System.Globalization;
using ControlPlane.Cli.Arguments;
using ControlPlane.Contracts.Wire;

namespace ControlPlane.Cli.Commands;

/// <summary><c>rollback</c>.</summary>
internal sealed class RollbackCommand : ChangeCommand
{
    private readonly Argument<int?> _version = new("VERSION")
    {
        Description = "Its number; 0: the nodes' own files (default: what was in force before).",
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = result =>
        {
            if (result.Tokens is not [{ Value: var text }])
            {
                return null;
            }

            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) )
            {
                result.AddError($"VERSION is [{text}]; expected an integer from 0");
            }

            return version;
        },
    };

    public RollbackCommand(SharedOptions shared)
        : base("rollback", "Give the whole cluster again what was in force before, or an earlier version.", shared)
    {
        Add(_version);
        AddWaitingOptions(isForOneNode: false);
    }

    public override string Usage => "rollback [VERSION]";

    public override string Details => """
        A version is what one apply, or one rollback, gave the cluster. Before the first
        one each node had the services of its own file: that is version 0, and a rollback
        to it takes the cluster's configuration off. Prints what has changed, as this node
        sees it.
        """;

    public override IReadOnlyList<string> Examples => ["cplane rollback", "cplane rollback 3 --timeout 5m", "cplane rollback 0"];

    public override IReadOnlyList<int> Exits => ExitsOfReading;

    protected override string TargetOf(ParseResult parsed) => "/v1/configuration/rollback";

    protected override CommandBody BodyOf(ParseResult parsed, Surroundings around) =>
        new(Version: parsed.GetValue(_version));

    protected override IReadOnlyList<string> LinesOf(string done, IReadOnlyList<string> changes) => [done, .. changes];
}
