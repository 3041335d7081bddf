using System.Globalization;

namespace ControlPlane.Benchmarks.Programs;

/// <summary>What /proc says of a process at one moment; proc_pid_stat(5).</summary>
/// <param name="Pid">Its id.</param>
/// <param name="Name">Of its program, at most 15 bytes.</param>
/// <param name="State">One letter; Z: a zombie.</param>
/// <param name="Parent">Who collects it.</param>
/// <param name="Cpu">User and system time of all its threads; steps of 10 ms.</param>
internal sealed record ProcessFacts(int Pid, string Name, char State, int Parent, TimeSpan Cpu)
{
    private const int TicksPerSecond = 100; // USER_HZ, the same on every architecture that .NET runs on

    /// <summary>All process ids now.</summary>
    public static IEnumerable<int> AllPids() => Directory.EnumerateDirectories("/proc")
        .Select(directory => Number(directory.AsSpan("/proc/".Length)))
        .Where(pid => pid > 0);

    /// <summary>Null: it is gone.</summary>
    public static ProcessFacts? Of(int pid)
    {
        if (Read($"/proc/{pid}/stat") is not { } text)
        {
            return null;
        }

        var open = text.IndexOf('(', StringComparison.Ordinal);
        var close = text.LastIndexOf(')');
        var rest = text[(close + 2)..].Split(' ');
        var ticks = Number(rest[11]) + Number(rest[12]);
        return new ProcessFacts(
            pid,
            text[(open + 1)..close],
            rest[0][0],
            Number(rest[1]),
            TimeSpan.FromSeconds((double)ticks / TicksPerSecond));
    }

    /// <summary>Resident memory in KiB; null: it is gone.</summary>
    public static double? ResidentKib(int pid) => Read($"/proc/{pid}/status")?.Split('\n')
        .Where(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
        .Select(line => (double?)Number(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]))
        .FirstOrDefault();

    /// <summary>0: it is no number.</summary>
    private static int Number(ReadOnlySpan<char> text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static string? Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return null; // it ended: ENOENT at opening, ESRCH at reading
        }
    }
}
