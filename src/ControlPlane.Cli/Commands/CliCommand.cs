using System.CommandLine;
using ControlPlane.Contracts.Admin;

namespace ControlPlane.Cli.Commands;

/// <summary>One command: its name, what help says of it, its arguments, and what it does. One file each.</summary>
internal abstract class CliCommand(string name, string summary) : Command(name, summary)
{
    /// <summary>How it is written, without the options that every command takes: <c>scale SERVICE N</c>.</summary>
    public abstract string Usage { get; }

    /// <summary>More than the summary, in lines of at most 80 characters; empty if that says all.</summary>
    public virtual string Details => "";

    /// <summary>At least one line that can be typed as it stands.</summary>
    public abstract IReadOnlyList<string> Examples { get; }

    /// <summary>The exit codes that it can return, ascending.</summary>
    public abstract IReadOnlyList<int> Exits { get; }

    /// <summary>All commands; set when they are put together.</summary>
    public CommandTree? Tree { get; set; }

    /// <summary>Exit codes of a command that asks a node and gets an answer at once.</summary>
    protected static IReadOnlyList<int> ExitsOfAsking { get; } =
        [ExitCodes.Done, ExitCodes.Refused, ExitCodes.Usage, ExitCodes.Unavailable, ExitCodes.NotInTime];

    /// <summary>Exit codes of a command that changes one service.</summary>
    protected static IReadOnlyList<int> ExitsOfService { get; } =
    [
        ExitCodes.Done, ExitCodes.Refused, ExitCodes.Usage, ExitCodes.Unknown, ExitCodes.Unavailable,
        ExitCodes.NotInTime,
    ];

    /// <summary>Exit codes of a command that gives the cluster a configuration.</summary>
    protected static IReadOnlyList<int> ExitsOfReading { get; } =
    [
        ExitCodes.Done, ExitCodes.Refused, ExitCodes.Usage, ExitCodes.Unknown, ExitCodes.Unavailable,
        ExitCodes.NotInTime, ExitCodes.BadConfiguration,
    ];

    /// <summary>Returns the exit code; throws <see cref="CliException"/> for what went wrong.</summary>
    public abstract int Run(ParseResult parsed, Surroundings around);
}
