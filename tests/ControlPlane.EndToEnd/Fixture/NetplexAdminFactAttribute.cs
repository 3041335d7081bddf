using ControlPlane.TestKit;

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

        var update = DebianPackage.Apt("-o", "APT::Update::Error-Mode=any", "update");
        if (update.Exit == 0)
        {
            DebianPackage.Apt("install", "-y", "-qq", Package);
            return null;
        }

        return update.Exit == ProgramRun.NotThere || Array.Exists(Unreachable, update.Said.Contains)
            ? $"the package archive cannot be reached, so there is no netplex-admin: {update.Said.Split('\n')[^1]}"
            : null;
    }
}
