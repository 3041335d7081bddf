using System.Diagnostics;
using ControlPlane.TestKit;

namespace ControlPlane.EndToEnd.Fixture;

/// <summary>What one command left.</summary>
internal sealed record CliResult(int Exit, string Out, string Error)
{
    /// <summary>The text of a failure's message.</summary>
    public override string ToString() => $"exit {Exit}\n{Out}\n{Error}";
}

/// <summary>Starts the program.</summary>
internal static class Cplane
{
    /// <summary>Generous: a command that takes longer hangs.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(3);

    public static Task<CliResult> Run(IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        Result(Start(environment, arguments), $"cplane {string.Join(' ', arguments)}");

    /// <summary>A line as people type it, in a directory.</summary>
    public static Task<CliResult> Type(IReadOnlyDictionary<string, string> environment, string directory, string line)
    {
        var path = $"{Path.GetDirectoryName(CplaneBinary.Path)}:{Environment.GetEnvironmentVariable("PATH")}";
        var typed = new Dictionary<string, string>(environment) { ["PATH"] = path };
        return Result(StartProgram(typed, "/bin/bash", "-c", $"cd \"$0\" && {line}", directory), line);
    }

    private static async Task<CliResult> Result(Process started, string what)
    {
        using var process = started;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync().WaitAsync(Deadline, TimeProvider.System);
            return new CliResult(
                process.ExitCode,
                await output.WaitAsync(Deadline, TimeProvider.System),
                await error.WaitAsync(Deadline, TimeProvider.System));
        }
        catch (TimeoutException e)
        {
            throw new ExpectationException($"{what} hangs", e);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    public static Process Start(IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        StartProgram(environment, CplaneBinary.Path, arguments);

    /// <summary>As under nohup(1): HUP is ignored when it starts.</summary>
    public static Process StartWithHangUpIgnored(
        IReadOnlyDictionary<string, string> environment, params string[] arguments) => StartProgram(
        environment, "/bin/sh", ["-c", "trap '' HUP; exec \"$0\" \"$@\"", CplaneBinary.Path, .. arguments]);

    /// <summary>Starts any program with its streams at hand.</summary>
    public static Process StartProgram(
        IReadOnlyDictionary<string, string> environment, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }
}
