using System.CommandLine;
using System.Globalization;
using ControlPlane.Cli.Arguments;
using ControlPlane.Cli.Client;
using ControlPlane.Contracts.Wire;

namespace ControlPlane.Cli.Commands;

/// <summary><c>scale</c>.</summary>
internal sealed class ScaleCommand : ChangeCommand
{
    private const int MaxCount = 10_000;

    private readonly ServiceArgument _service = new();

    private readonly Argument<int> _count = new("N")
    {
        Description = $"How many containers, 0 to {MaxCount}.",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count > MaxCount)
            {
                result.AddError($"N is [{text}]; expected an integer from 0 to {MaxCount}");
            }

            return count;
        },
    };

    public ScaleCommand(SharedOptions shared)
        : base("scale", "Run this many containers of a service, until the next reload.", shared)
    {
        Add(_service);
        Add(_count);
        AddWaitingOptions();
    }

    public override string Usage => "scale SERVICE N";

    public override string Details => """
        The next reload takes the number from the file again; in a cluster apply and
        rollback do, and a reload of a file in which the number of this service has changed.
        Returns when that many containers are ready and the others are gone.
        """;

    public override IReadOnlyList<string> Examples => ["cplane scale web 5", "cplane scale web 0 --timeout 1m"];

    protected override string TargetOf(ParseResult parsed) => ServiceTarget.Of(parsed.GetValue(_service)!, "scale");

    protected override CommandBody BodyOf(ParseResult parsed, Surroundings around) =>
        new(Count: parsed.GetValue(_count));
}
