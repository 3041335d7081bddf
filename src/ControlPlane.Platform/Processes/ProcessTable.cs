using System.Globalization;
using System.Text;
using ControlPlane.Platform.Native;

namespace ControlPlane.Platform.Processes;

/// <summary>Looks through /proc.</summary>
internal static class ProcessTable
{
    private const int EnvironmentLimit = 256 * 1024;

    /// <summary>All processes at the moment, in the order of their pids.</summary>
    public static IEnumerable<ProcessFacts> All()
    {
        foreach (var pid in Pids())
        {
            if (ProcessFacts.Of(pid) is { } facts)
            {
                yield return facts;
            }
        }
    }

    /// <summary>The pids of all processes at the moment, ascending.</summary>
    public static IEnumerable<int> Pids() =>
        from path in System.IO.Directory.EnumerateDirectories("/proc")
        let name = Path.GetFileName(path)
        where name.Length > 0 && char.IsAsciiDigit(name[0])
        let pid = int.Parse(name, CultureInfo.InvariantCulture)
        orderby pid
        select pid;

    /// <summary>
    /// True when the process was started with all these settings (<c>NAME=VALUE</c>). False also when its environment
    /// may not be read (another user's) or is gone (a zombie's).
    /// </summary>
    public static bool HasInEnvironment(int pid, params ReadOnlySpan<string> prefixes)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/environ");
        var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(EnvironmentLimit);
        try
        {
            var count = SmallFile.Read(path, buffer.AsSpan(0, EnvironmentLimit));
            if (count <= 0)
            {
                return false;
            }

            foreach (var prefix in prefixes)
            {
                if (!Contains(buffer.AsSpan(0, count), Encoding.UTF8.GetBytes(prefix)))
                {
                    return false;
                }
            }

            return true;
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>
    /// A setting that ends with <c>=</c> matches any value; otherwise the whole setting must be equal.
    /// </summary>
    private static bool Contains(ReadOnlySpan<byte> block, ReadOnlySpan<byte> setting)
    {
        var any = setting[^1] == (byte)'=';
        foreach (var range in block.Split((byte)0))
        {
            var found = block[range];
            if (any ? found.StartsWith(setting) : found.SequenceEqual(setting))
            {
                return true;
            }
        }

        return false;
    }
}
