using System.Diagnostics;

namespace ControlPlane.Cluster.EndToEnd.Fixture;

/// <summary>
/// Programs that a test needs beside what is always there; installed from Debian if missing, and if we may.
/// </summary>
internal static class DebianPackage
{
    private static readonly Lock One = new();

    /// <summary>Null: the file is there now. Else why not.</summary>
    public static string? Missing(string file, string package)
    {
        lock (One)
        {
            if (File.Exists(file))
            {
                return null;
            }

            var said = Run("apt-get", "-o", "DPkg::Lock::Timeout=300", "update", "-qq")
                + Run("apt-get", "-o", "DPkg::Lock::Timeout=300", "install", "-y", "-qq", package);
            return File.Exists(file) ? null : $"{file} is missing (Debian: apt-get install {package}): {said.Trim()}";
        }
    }

    /// <summary>Runs a program to its end; empty: it went well. Else what it said.</summary>
    public static string Run(string program, params string[] arguments)
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
            output.GetAwaiter().GetResult();
            process.WaitForExit();
            return process.ExitCode == 0
                ? ""
                : $"{program} {string.Join(' ', arguments)}: exit {process.ExitCode}: {error.Trim()}\n";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return $"{program} is not there\n";
        }
    }
}
