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
        Description = "From 1, as apply has printed it (default: the one before the present one).",
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = result =>
        {
            if (result.Tokens is not [{ Value: var text }])
            {
                return null;
            }

            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) || version < 1)
            {
                result.AddError($"VERSION is [{text}]; expected an integer from 1");
            }

            return version;
        },
    };

    public RollbackCommand(SharedOptions shared)
        : base("rollback", "Give the whole cluster an earlier version of its services again, as a new one.", shared)
    {
        Add(_version);
        AddWaitingOptions(isForOneNode: false);
    }

    public override string Usage => "rollback [VERSION]";

    public override string Details =>
        "A version is what one apply, or one rollback, gave the cluster. Prints what has changed.";

    public override IReadOnlyList<string> Examples => ["cplane rollback", "cplane rollback 3 --timeout 5m"];

    public override IReadOnlyList<int> Exits => ExitsOfReading;

    protected override string TargetOf(ParseResult parsed) => "/v1/configuration/rollback";

    protected override CommandBody BodyOf(ParseResult parsed, Surroundings around) =>
        new(Version: parsed.GetValue(_version));

    protected override IReadOnlyList<string> LinesOf(string done, IReadOnlyList<string> changes) => [done, .. changes];
}
