using System.Diagnostics;

namespace ControlPlane.EndToEnd.Fixture;

/// <summary>
/// A fact that needs Debian's netplex-admin, and installs it. It is skipped where the package archive cannot be
/// reached, and only there: an archive that answers, and refuses, fails the test.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NetplexAdminFactAttribute : FactAttribute
{
    private const string Package = "libocamlnet-ocaml-bin";

    private static readonly string[] Unreachable =
        [
            "Temporary failure", "Could not resolve", "Could not connect", "Unable to connect", "Connection timed out",
            "Cannot initiate",
        ];

    private static readonly Lazy<string?> WhyNot = new(Install);

    // Set, not overridden: the runner looks at the argument of the attribute.
    public NetplexAdminFactAttribute() => Skip = WhyNot.Value;

    private static string? Install()
    {
        if (File.Exists("/usr/bin/netplex-admin"))
        {
            return null;
        }

        var (updated, said) = Apt("-o", "APT::Update::Error-Mode=any", "update");
        if (updated != 0)
        {
            return Array.Exists(Unreachable, said.Contains)
                || said.Contains("apt-get is not there", StringComparison.Ordinal)
                ? $"the package archive cannot be reached, so there is no netplex-admin: {said.Split('\n')[^1]}"
                : null;
        }

        Apt("install", "-y", "-qq", Package);
        return null;
    }

    private static (int Exit, string Said) Apt(params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo("apt-get", ["-o", "DPkg::Lock::Timeout=300", .. arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            start.Environment["DEBIAN_FRONTEND"] = "noninteractive";
            start.Environment["LC_ALL"] = "C";
            using var apt = Process.Start(start)!;
            var error = apt.StandardError.ReadToEndAsync();
            var output = apt.StandardOutput.ReadToEnd();
            apt.WaitForExit();
            return (apt.ExitCode, $"{output}{error.GetAwaiter().GetResult()}".TrimEnd());
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (-1, "apt-get is not there");
        }
    }
}
