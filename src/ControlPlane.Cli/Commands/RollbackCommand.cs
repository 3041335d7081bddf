using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ControlPlane.Cli.Arguments;
using ControlPlane.Cli.Client;
using ControlPlane.Cli.Rendering;
using ControlPlane.Contracts.Admin;
using ControlPlane.Contracts.Wire;

namespace ControlPlane.Cli.Commands;

/// <summary><c>rollback</c>.</summary>
internal sealed class RollbackCommand : ChangeCommand
{
    private static readonly string[] Columns = ["VERSION", "IN FORCE", "ORIGIN", "COPY OF", "BY", "APPLIED"];

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

    private readonly Option<bool> _list = new("--list")
    {
        Description = "Only show what can be had, the newest version first.",
    };

    private readonly SharedOptions _shared;

    public RollbackCommand(SharedOptions shared)
        : base("rollback", "Give the whole cluster again what was in force before, or an earlier version.", shared)
    {
        _shared = shared;
        Add(_version);
        Add(_list);
        AddWaitingOptions(isForOneNode: false);
    }

    public override string Usage => "rollback [VERSION] [--list]";

    public override string Details => """
        A version is what one apply, or one rollback, gave the cluster. Before the first
        one each node had the services of its own file: that is version 0, and a rollback
        to it takes the cluster's configuration off. Each rollback goes further back: also
        from a version that is a copy of an earlier one. Prints what has changed, as this
        node sees it.
        """;

    public override IReadOnlyList<string> Examples => 
        ["cplane rollback", "cplane rollback --list", "cplane rollback 3 --timeout 5m", "cplane rollback 0"];

    public override IReadOnlyList<int> Exits => ExitsOfReading;

    public override int Run(ParseResult parsed, Surroundings around)
    {
        if (!parsed.GetValue(_list))
        {
            return base.Run(parsed, around);
        }

        if (parsed.GetValue(_version) is { } version)
        {
            throw new CliException(
                ExitCodes.Usage, $"--list and VERSION [{version}] exclude each other", $"cplane {Usage}");
        }

        var json = _shared.WantsJson(parsed);
        var body = _shared.NodeOf(parsed, around).Get("/v1/configuration/versions");
        var table = new Table(Columns, Answers.Items(body, Row));
        if (json)
        {
            JsonOutput.Write(body, around);
        }
        else
        {
            table.Write(around);
        }

        return ExitCodes.Done;
    }

    private static Cell[] Row(JsonElement version) =>
    [
        version.GetProperty("version").GetRawText(),
        version.GetProperty("in_force").GetBoolean() ? "yes" : "",
        version.GetProperty("origin").GetString()!,
        version.GetProperty("copy_of") is { ValueKind: JsonValueKind.Number } copy ? copy.GetRawText() : "",
        version.GetProperty("by").GetString()!,
        version.GetProperty("applied_at") is { ValueKind: JsonValueKind.String } at
            ? at.GetDateTimeOffset().ToUniversalTime().ToString("u", CultureInfo.InvariantCulture)
            : "",
    ];

    protected override string TargetOf(ParseResult parsed) => "/v1/configuration/rollback";

    protected override CommandBody BodyOf(ParseResult parsed, Surroundings around) =>
        new(Version: parsed.GetValue(_version));

    protected override IReadOnlyList<string> LinesOf(string done, IReadOnlyList<string> changes) => [done, .. changes];
}
