using System.Globalization;
using ControlPlane.Platform.Native;

namespace ControlPlane.Platform.Machine;

/// <summary>What the kernel says of this machine.</summary>
internal static class MachineFacts
{
    public static TimeSpan BootTime => Libc.GetTime(Libc.CLOCK_BOOTTIME, out var time) == 0
        ? TimeSpan.FromTicks(
            (time.Seconds * TimeSpan.TicksPerSecond) + (time.Nanoseconds / TimeSpan.NanosecondsPerTick))
        : throw Errno.Failure("cannot read the boot-time clock", Errno.Last);

    /// <summary>From /proc/meminfo, whose lines read <c>MemTotal:       65811888 kB</c>.</summary>
    public static long TotalMemory
    {
        get
        {
            const string Key = "MemTotal:";
            var line = (SmallFile.ReadText("/proc/meminfo") ?? "").Split('\n')
                .FirstOrDefault(line => line.StartsWith(Key, StringComparison.Ordinal)) ?? "";
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return words is [Key, var number, "kB"]
                && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var kilobytes)
                ? kilobytes * 1024
                : throw new MachineException(
                    "cannot read the memory of this machine from /proc/meminfo; is /proc mounted?");
        }
    }
}
