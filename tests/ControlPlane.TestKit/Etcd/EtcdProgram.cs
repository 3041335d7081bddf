namespace ControlPlane.TestKit;

/// <summary>The real etcd: where it is; installed from Debian if it is missing and we may.</summary>
public static class EtcdProgram
{
    private static readonly Lazy<string> Found = new(Find);

    /// <summary>Absolute.</summary>
    /// <exception cref="ExpectationException">It is not there and cannot be installed.</exception>
    public static string Path => Found.Value;

    private static string Find() => DebianPackage.Missing(OnPath, "[etcd]", "etcd-server") is { } missing
        ? throw new ExpectationException(missing)
        : OnPath()!;

    private static string? OnPath() => (Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin")
        .Split(':', StringSplitOptions.RemoveEmptyEntries)
        .Select(directory => System.IO.Path.Combine(directory, "etcd"))
        .FirstOrDefault(File.Exists);
}
