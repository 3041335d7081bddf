using System.CommandLine;
using ControlPlane.Cli.Client;
using ControlPlane.Cli.Rendering;
using ControlPlane.Contracts.Admin;

namespace ControlPlane.Cli.Arguments;

/// <summary>The options that more than one command takes. Each command line has its own set.</summary>
internal sealed class SharedOptions
{
    public const string DefaultSocketDirectory = "/tmp/.controlplane";
    public const string SocketDirectoryVariable = "CPLANE_SOCKDIR";

    public const string NodeOption = "--node";

    public Option<string> SocketDirectory { get; } = new("--sockdir")
    {
        HelpName = "DIR",
        Recursive = true,
        Description = $"Socket directory of the node (else ${SocketDirectoryVariable}, else {DefaultSocketDirectory}).",
    };

    public Option<string> Output { get; } = new("--output", "-o")
    {
        HelpName = "table|json",
        Description = "How the answer is printed (default: table).",
    };

    public Option<string> Timeout { get; } = new("--timeout")
    {
        HelpName = "D",
        Description = "How long to wait for it: 30s, 2m, 500ms, or seconds "
            + "(default: the startup plus the shutdown timeout of the services concerned).",
    };

    public Option<bool> NoWait { get; } = new("--no-wait")
    {
        Description = "Return as soon as the node has accepted it.",
    };

    public Option<string> Node { get; } = new(NodeOption)
    {
        HelpName = "NAME",
        Description = "Only this node of the cluster answers, of itself alone (default: the whole cluster).",
    };

    /// <summary>The value of --sockdir; null if it is not given.</summary>
    public string? GivenSocketDirectory(ParseResult parsed) => parsed.GetValue(SocketDirectory) switch
    {
        "" => throw new CliException(ExitCodes.Usage, "--sockdir is empty", "name the directory, or leave it out"),
        var directory => directory,
    };

    /// <summary>The socket directory of the node to talk to.</summary>
    public string SocketDirectoryOf(ParseResult parsed, Surroundings around) =>
        GivenSocketDirectory(parsed)
        ?? (around.Variable(SocketDirectoryVariable) is { Length: > 0 } variable ? variable : DefaultSocketDirectory);

    /// <summary>Asks that node; what it says beside its answers stands on standard error.</summary>
    public NodeClient NodeOf(ParseResult parsed, Surroundings around) =>
        new(SocketDirectoryOf(parsed, around), around.Time)
        {
            OnNotice = notice => around.Error.WriteLine($"cplane: {PlainText.Of(notice)}"),
        };

    /// <summary>A request target with what --node adds to it.</summary>
    public string OnNode(ParseResult parsed, string target) => parsed.GetValue(Node) switch
    {
        null => target,
        "" => throw new CliException(ExitCodes.Usage, $"{NodeOption} is empty", "cplane nodes shows the names"),
        var node when target.Contains('?', StringComparison.Ordinal) => $"{target}&node={Uri.EscapeDataString(node)}",
        var node => $"{target}?node={Uri.EscapeDataString(node)}",
    };

    /// <summary>True for JSON, false for a table.</summary>
    public bool WantsJson(ParseResult parsed) => parsed.GetValue(Output) switch
    {
        null or "table" => false,
        "json" => true,
        var other => throw new CliException(
            ExitCodes.Usage, $"--output is [{other}]; expected table or json", "write -o json, or leave it out"),
    };

    /// <summary>The value of --timeout; null if it is not given.</summary>
    public TimeSpan? TimeoutOf(ParseResult parsed) =>
        parsed.GetValue(Timeout) is { } text ? DurationText.Parse(text, "--timeout") : null;

    public AdminProtocol.Patience PatienceOf(ParseResult parsed)
    {
        var patience = new AdminProtocol.Patience(!parsed.GetValue(NoWait), TimeoutOf(parsed));
        return patience is { Wait: false, Timeout: not null }
            ? throw new CliException(ExitCodes.Usage, "--timeout and --no-wait exclude each other", "leave one out")
            : patience;
    }
}
