using System.Runtime.InteropServices;

namespace ControlPlane.Benchmarks.Programs;

/// <summary>What .NET does not offer: a signal to a process by its id, and named pipes.</summary>
internal static partial class Libc
{
    private const int NoSuchProcess = 3; // ESRCH, errno(3)

    public const int SigKill = 9;
    public const int SigTerm = 15;

    /// <summary>kill(2). False: there is no such process.</summary>
    /// <exception cref="InvalidOperationException">Refused for another reason.</exception>
    public static bool Signal(int pid, int signal)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pid, 2); // 0 and below are groups, 1 is init
        if (Kill(pid, signal) == 0)
        {
            return true;
        }

        var errno = Marshal.GetLastPInvokeError();
        return errno == NoSuchProcess
            ? false
            : throw new InvalidOperationException($"kill({pid}, {signal}): errno {errno}");
    }

    /// <summary>mkfifo(3), mode 0600.</summary>
    public static void MakePipe(string path)
    {
        if (MkFifo(path, 0x180) != 0) // 0600
        {
            throw new InvalidOperationException($"mkfifo({path}): errno {Marshal.GetLastPInvokeError()}");
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "mkfifo", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MkFifo(string path, uint mode);
}
