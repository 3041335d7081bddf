using System.Diagnostics;

namespace ControlPlane.TestKit;

/// <summary>The real etcd: where it is; installed from Debian if it is missing and we may.</summary>
public static class EtcdProgram
{
    private const string Package = "etcd-server";

    private static readonly Lazy<string> Found = new(Find);

    /// <summary>Absolute.</summary>
    /// <exception cref="ExpectationException">It is not there and cannot be installed.</exception>
    public static string Path => Found.Value;

    private static string Find()
    {
        if (OnPath() is { } there)
        {
            return there;
        }

        var said = Apt("update", "-qq") + Apt("install", "-y", "-qq", Package);
        return OnPath() ?? throw new ExpectationException(
            $"[etcd] is missing; install it first (Debian: apt-get install {Package}). apt-get said: {said.Trim()}");
    }

    private static string? OnPath() => (Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin")
        .Split(':', StringSplitOptions.RemoveEmptyEntries)
        .Select(directory => System.IO.Path.Combine(directory, "etcd"))
        .FirstOrDefault(File.Exists);

    private static string Apt(params string[] arguments)
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
            var output = apt.StandardOutput.ReadToEndAsync();
            var error = apt.StandardError.ReadToEnd();
            output.GetAwaiter().GetResult();
            apt.WaitForExit();
            return error;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "apt-get is not there";
        }
    }
}
