using System.CommandLine;
using System.Runtime.CompilerServices;
using ControlPlane.Cli.Arguments;
using ControlPlane.Cli.Rendering;
using ControlPlane.Contracts.Admin;
using ControlPlane.Hocon;
using ControlPlane.Import;

namespace ControlPlane.Cli.Commands;

/// <summary><c>config</c>: what a HOCON file says after includes, merging and substitution.</summary>
internal sealed class ConfigCommand : CliCommand
{
    private readonly FileArgument _file = new("Any HOCON, JSON or properties file.");
    private readonly Option<bool> _origin = new("--origin") { Description = "Add where each value was written." };

    public ConfigCommand()
        : base("config", "Print a HOCON file as JSON: included, merged, substituted; no defaults added.")
    {
        Add(_file);
        Add(_origin);
    }

    public override string Usage => "config FILE [--origin]";

    public override string Details => """
        Works for any HOCON file, not only ours, and for those of Netplex; asks no node.
        With --origin each simple value becomes { "value": …, "origin": "FILE:LINE:COLUMN" }.
        """;

    public override IReadOnlyList<string> Examples =>
        ["cplane config shop.conf", "cplane config shop.conf --origin | jq .controlplane.service"];

    public override IReadOnlyList<int> Exits { get; } =
        [ExitCodes.Done, ExitCodes.Refused, ExitCodes.Usage, ExitCodes.BadConfiguration];

    public override int Run(ParseResult parsed, Surroundings around) =>
        Print(parsed.GetValue(_file)!, parsed.GetValue(_origin), around);

    // Apart, so that no other command loads the parser.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Print(string file, bool withOrigins, Surroundings around)
    {
        try
        {
            var options = new HoconOptions { Environment = around.Variable };
            around.Out.WriteLine(Json(file, options, withOrigins));
            return ExitCodes.Done;
        }
        catch (HoconException failure)
        {
            return Refuse(failure.Errors.Select(error => error.ToString()), around);
        }
        catch (NetplexException failure)
        {
            return Refuse(failure.Errors.Select(error => error.ToString()), around);
        }
    }

    private static string Json(string file, HoconOptions options, bool withOrigins)
    {
        if (NetplexText.Find(file, ref options) is not { } netplex)
        {
            return HoconJson.Write(HoconParser.Load(file, options), indented: true, withOrigins);
        }

        var translation = NetplexFile.Translate(netplex, file);
        var root = HoconParser.Parse(translation.Hocon, options with { Origin = file });
        var json = HoconJson.Write(root, indented: true, withOrigins);
        return withOrigins ? translation.InPlace(json, file) : json;
    }

    private static int Refuse(IEnumerable<string> errors, Surroundings around)
    {
        foreach (var error in errors)
        {
            around.Error.WriteLine($"cplane: {PlainText.Of(error)}");
        }

        return ExitCodes.BadConfiguration;
    }
}
