using System.Runtime.InteropServices;

namespace ControlPlane.Platform.Native;

/// <summary>Clocks (clock_gettime(2)).</summary>
internal static partial class Libc
{
    /// <summary>Counts from the boot of the machine, also while it sleeps; nobody can set it.</summary>
    public const int CLOCK_BOOTTIME = 7;

    /// <summary>struct timespec of 64-bit machines.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }

    [LibraryImport(Library, EntryPoint = "clock_gettime", SetLastError = true)]
    public static partial int GetTime(int clock, out TimeSpec time);
}
