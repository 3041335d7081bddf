using System.Security.Cryptography;
using ControlPlane.Etcd;
using ControlPlane.Node.Cluster;
using ControlPlane.Platform.Machine;

namespace ControlPlane.Hosting;

/// <summary>From the <c>cluster.etcd</c> section to a client.</summary>
internal static class EtcdConnection
{
    /// <exception cref="MachineException">A file of it cannot be used.</exception>
    public static EtcdClient Open(EtcdPlan plan)
    {
        try
        {
            var settings = new EtcdSettings([.. plan.Endpoints], plan.Timeout)
            {
                User = plan.User is { } user ? new EtcdUser(user, Password(plan.PasswordFile!)) : null,
                Tls = plan.Ca is null && plan.Certificate is null
                    ? null
                    : new EtcdTls(plan.Ca, plan.Certificate, plan.Key),
            };

            // Nodes that lose the same member of etcd do not come back to it at the same moments.
            return new EtcdClient(settings, seed: RandomNumberGenerator.GetInt32(int.MaxValue));
        }
        catch (Exception e)
            when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new MachineException($"cluster.etcd: {e.Message}", "EACCES", e);
        }
    }

    /// <summary>What the file has at each login; while it cannot be read, what it had before.</summary>
    private static Func<string> Password(string file)
    {
        var last = FirstLine(file);
        return () =>
        {
            try
            {
                last = FirstLine(file); // One login at a time.
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Half replaced, perhaps: etcd says whether that of before is still good.
            }

            return last;
        };
    }

    private static string FirstLine(string file) => File.ReadLines(file).FirstOrDefault() is { Length: > 0 } line
        ? line
        : throw new IOException($"{file} (password_file) is empty; expected the password in its first line");
}
