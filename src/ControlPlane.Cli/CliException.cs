namespace ControlPlane.Cli;

/// <summary>Ends a command: what is printed on standard error, and the exit code.</summary>
internal sealed class CliException(int exitCode, string error, string hint) : Exception(error)
{
    public int ExitCode { get; } = exitCode;

    /// <summary>What to do about it; empty for nothing.</summary>
    public string Hint { get; } = hint;
}
