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
    /// The values that these variables had when the process was started, null where one is not set. All are null when
    /// the environment may not be read (another user's) or is gone (a zombie's).
    /// </summary>
    public static string?[] Environment(int pid, params ReadOnlySpan<string> names)
    {
        var values = new string?[names.Length];
        var path = string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/environ");
        var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(EnvironmentLimit);
        try
        {
            var count = Math.Max(0, SmallFile.Read(path, buffer.AsSpan(0, EnvironmentLimit)));
            for (var i = 0; i < names.Length; i++)
            {
                values[i] = Find(buffer.AsSpan(0, count), Encoding.UTF8.GetBytes($"{names[i]}="));
            }

            return values;
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static string? Find(ReadOnlySpan<byte> block, ReadOnlySpan<byte> prefix)
    {
        foreach (var range in block.Split((byte)0))
        {
            if (block[range].StartsWith(prefix))
            {
                return Encoding.UTF8.GetString(block[range][prefix.Length..]);
            }
        }

        return null;
    }
}
