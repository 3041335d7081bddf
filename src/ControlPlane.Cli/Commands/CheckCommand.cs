using System.CommandLine;
using System.Runtime.CompilerServices;
using ControlPlane.Cli.Arguments;
using ControlPlane.Contracts.Admin;
using ControlPlane.Hosting;

namespace ControlPlane.Cli.Commands;

/// <summary><c>check</c>: judges a file without starting anything.</summary>
internal sealed class CheckCommand : CliCommand
{
    private readonly SharedOptions _shared;
    private readonly FileArgument _file = new("The configuration.");

    public CheckCommand(SharedOptions shared)
        : base("check", "Judge a configuration on this machine; nothing is started.")
    {
        _shared = shared;
        Add(_file);
    }

    public override string Usage => "check FILE";

    public override string Details => """
        Prints every error with file, line and column: syntax, keys, values, users,
        paths, executables. What depends on the moment (a port in use, a live node in
        the socket directory) is for run to find.
        """;

    public override IReadOnlyList<string> Examples => ["cplane check shop.conf && cplane reload shop.conf"];

    public override IReadOnlyList<int> Exits { get; } =
        [ExitCodes.Done, ExitCodes.Refused, ExitCodes.Usage, ExitCodes.BadConfiguration];

    public override int Run(ParseResult parsed, Surroundings around) =>
        Check(parsed.GetValue(_file)!, _shared.GivenSocketDirectory(parsed), around.Error);

    // Apart, so that no other command loads the host.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Check(string file, string? socketDirectory, TextWriter errors) =>
        NodeCheck.Run(file, socketDirectory, errors);
}
