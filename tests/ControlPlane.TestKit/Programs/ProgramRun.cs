using System.Diagnostics;

namespace ControlPlane.TestKit;

/// <summary>A program of the system that a test needs done, run to its end without any question.</summary>
/// <param name="Exit">Its exit code; -1: there is no such program.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Error">Its standard error.</param>
public sealed record ProgramRun(int Exit, string Output, string Error)
{
    public const int NotThere = -1;

    public string Said => $"{Output}\n{Error}".Trim();

    public static ProgramRun Of(string program, params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo(program, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            start.Environment["DEBIAN_FRONTEND"] = "noninteractive";
            start.Environment["LC_ALL"] = "C";
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEnd();
            var said = output.GetAwaiter().GetResult();
            process.WaitForExit();
            return new ProgramRun(process.ExitCode, said.TrimEnd(), error.TrimEnd());
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return new ProgramRun(NotThere, "", $"{program} is not there");
        }
    }
}
