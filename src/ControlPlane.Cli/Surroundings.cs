using ControlPlane.Cli.Terminal;

namespace ControlPlane.Cli;

/// <summary>What a command sees of the world around it; tests bring their own.</summary>
/// <param name="Out">Standard output: answers only.</param>
/// <param name="Error">Standard error: everything else.</param>
/// <param name="Variable">Reads an environment variable; null where it is not set.</param>
/// <param name="IsTerminal">A person looks at <paramref name="Out"/>, and colours are welcome.</param>
/// <param name="Width">Columns of the terminal; 0 if it does not say.</param>
/// <param name="Time">The clock.</param>
internal sealed record Surroundings(
    TextWriter Out,
    TextWriter Error,
    Func<string, string?> Variable,
    bool IsTerminal,
    Func<int> Width,
    TimeProvider Time)
{
    public static Surroundings OfProcess(TextWriter stdout, TextWriter stderr) => new(
        stdout,
        stderr,
        Environment.GetEnvironmentVariable,
        !Console.IsOutputRedirected && WantsColour(Environment.GetEnvironmentVariable),
        TerminalSize.Width,
        TimeProvider.System);

    // https://no-color.org: any value that is not empty.
    private static bool WantsColour(Func<string, string?> variable) =>
        string.IsNullOrEmpty(variable("NO_COLOR")) && variable("TERM") is not (null or "" or "dumb");
}
