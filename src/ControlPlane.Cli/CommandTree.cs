using System.CommandLine;
using System.CommandLine.Help;
using ControlPlane.Cli.Arguments;
using ControlPlane.Cli.Commands;
using ControlPlane.Cli.Help;

namespace ControlPlane.Cli;

/// <summary>All commands, in the order in which help shows them, and the options that every one takes.</summary>
internal sealed class CommandTree
{
    public CommandTree(Surroundings around)
    {
        Shared = new SharedOptions();
        All =
        [
            new RunCommand(Shared),
            new CheckCommand(Shared),
            new ConfigCommand(),
            new ImportCommand(),
            new ListCommand(Shared),
            new ContainersCommand(Shared),
            new EnableCommand(Shared),
            new DisableCommand(Shared),
            new RestartCommand(Shared),
            new RestartAllCommand(Shared),
            new ScaleCommand(Shared),
            new ReloadCommand(Shared),
            new ReopenLogfilesCommand(Shared),
            new SendCommand(Shared),
            new NodesCommand(Shared),
            new DrainCommand(Shared),
            new UndrainCommand(Shared),
            new ForgetCommand(Shared),
            new PlacementCommand(Shared),
            new RebalanceCommand(Shared),
            new PlanCommand(Shared),
            new ApplyCommand(Shared),
            new RollbackCommand(Shared),
            new UnlinkCommand(Shared),
            new ShutdownCommand(Shared),
            new CompletionCommand(),
            new CompleteCommand(Shared),
            new CommandTableCommand(),
        ];
        Root = Assemble(around);
    }

    public SharedOptions Shared { get; }

    public IReadOnlyList<CliCommand> All { get; }

    public RootCommand Root { get; }

    private RootCommand Assemble(Surroundings around)
    {
        var root = new RootCommand("Runs services on this machine, and administers the node that runs them.");
        root.Options.Clear();
        root.Directives.Clear();
        root.Add(Shared.SocketDirectory);
        root.Add(new HelpOption("--help", "-h") { Description = "Show help.", Action = new ShowHelp(this, around) });
        root.Add(new VersionOption("--version")
        {
            Description = "Show the version.",
            Action = new ShowVersion(around),
        });
        foreach (var command in All)
        {
            command.Tree = this;
            root.Add(command);
        }

        return root;
    }
}
