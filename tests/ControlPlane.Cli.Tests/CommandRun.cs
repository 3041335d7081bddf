namespace ControlPlane.Cli.Tests;

/// <summary>A command line, run in this process: what it printed, and its exit code.</summary>
internal sealed record CommandRun(int Exit, string Out, string Error)
{
    public static CommandRun Of(params string[] args) => In(new Dictionary<string, string>(), args);

    public static CommandRun In(IReadOnlyDictionary<string, string> variables, params string[] args) =>
        Run(args, variables, isTerminal: false, TimeProvider.System);

    public static CommandRun OnTerminal(params string[] args) =>
        Run(args, new Dictionary<string, string>(), isTerminal: true, TimeProvider.System);

    public static CommandRun At(
        TimeProvider time, IReadOnlyDictionary<string, string> variables, params string[] args) =>
        Run(args, variables, isTerminal: false, time);

    private static CommandRun Run(
        string[] args, IReadOnlyDictionary<string, string> variables, bool isTerminal, TimeProvider time)
    {
        using var stdout = new StringWriter { NewLine = "\n" };
        using var stderr = new StringWriter { NewLine = "\n" };
        var exit = CommandLine.Invoke(args, new Surroundings(
            stdout, stderr, name => variables.GetValueOrDefault(name), isTerminal, () => 100, time));
        return new CommandRun(exit, stdout.ToString(), stderr.ToString());
    }
}
