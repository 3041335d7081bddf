namespace ControlPlane.TestKit;

/// <summary>
/// Programs that a test needs beside what is always there; installed from Debian if missing, and if we may.
/// </summary>
public static class DebianPackage
{
    private static readonly Lock One = new();

    /// <summary>Null: the file is there now. Else why not.</summary>
    public static string? Missing(string file, string package) =>
        Missing(() => File.Exists(file) ? file : null, file, package);

    /// <summary>The same for what is looked for in some other way.</summary>
    /// <param name="find">Null: it is not there.</param>
    /// <param name="what">For people.</param>
    /// <param name="package">That it is in.</param>
    public static string? Missing(Func<string?> find, string what, string package)
    {
        lock (One)
        {
            if (find() is not null)
            {
                return null;
            }

            string[] said = [Apt("update", "-qq").Error, Apt("install", "-y", "-qq", package).Error];
            return find() is not null
                ? null
                : $"{what} is missing; install it first (Debian: apt-get install {package}). apt-get said: "
                    + string.Join('\n', said).Trim();
        }
    }

    /// <summary>apt-get; whoever else installs something is waited for.</summary>
    public static ProgramRun Apt(params string[] arguments) =>
        ProgramRun.Of("apt-get", ["-o", "DPkg::Lock::Timeout=300", .. arguments]);
}
