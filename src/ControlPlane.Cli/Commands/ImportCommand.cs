using System.CommandLine;
using System.Runtime.CompilerServices;
using ControlPlane.Cli.Arguments;
using ControlPlane.Cli.Rendering;
using ControlPlane.Contracts.Admin;
using ControlPlane.Hocon;
using ControlPlane.Import;

namespace ControlPlane.Cli.Commands;

/// <summary><c>import</c>: a foreign configuration as HOCON.</summary>
internal sealed class ImportCommand : CliCommand
{
    private readonly FileArgument _file = new("The configuration to translate.");
    private readonly Option<string> _from = new("--from")
    {
        HelpName = "netplex",
        Description = "The language of the file.",
        Required = true,
    };

    public ImportCommand()
        : base("import", "Print a Netplex configuration as HOCON.")
    {
        _from.AcceptOnlyFromAmong(NetplexFile.Root);
        Add(_from);
        Add(_file);
    }

    public override string Usage => "import --from netplex FILE";

    public override string Details => """
        Comments stay where they stand. What has no counterpart becomes a comment that
        begins with NOT IMPORTED, and a warning on standard error with its position; a
        service whose processor is code of another program is there, but disabled, until
        you put a command into it (TODO). A file that Netplex would refuse is refused.
        run, check, config and reload also take such a file as it is.
        """;

    public override IReadOnlyList<string> Examples =>
        ["cplane import --from netplex shop.cfg > shop.conf && cplane check shop.conf"];

    public override IReadOnlyList<int> Exits { get; } =
        [ExitCodes.Done, ExitCodes.Refused, ExitCodes.Usage, ExitCodes.BadConfiguration];

    public override int Run(ParseResult parsed, Surroundings around) => Import(parsed.GetValue(_file)!, around);

    // Apart, so that no other command loads the reader.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Import(string file, Surroundings around)
    {
        try
        {
            var bytes = new HoconOptions().Files.Read(file, NetplexFile.MaxBytes)
                ?? throw new FileNotFoundException("it is not there");
            var translation = NetplexFile.Translate(NetplexFile.Decode(bytes, file), file);
            foreach (var warning in translation.Warnings)
            {
                Say(around, $"warning: {warning}");
            }

            around.Out.Write(translation.Hocon);
            return ExitCodes.Done;
        }
        catch (NetplexException refused)
        {
            foreach (var error in refused.Errors)
            {
                Say(around, error.ToString());
            }
        }
        catch (Exception unreadable)
            when (unreadable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            Say(around, $"the file [{file}] cannot be read: {unreadable.Message}");
        }

        return ExitCodes.BadConfiguration;
    }

    private static void Say(Surroundings around, string line) =>
        around.Error.WriteLine($"cplane: {PlainText.Of(line)}");
}
