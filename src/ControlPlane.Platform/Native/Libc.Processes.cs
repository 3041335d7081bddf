using System.Runtime.InteropServices;

namespace ControlPlane.Platform.Native;

/// <summary>Processes: signal, wait, attributes (kill(2), waitid(2), pidfd_open(2), prctl(2)).</summary>
internal static partial class Libc
{
    public const int SIGKILL = 9, SIGTERM = 15, SIGCHLD = 17, SIGCONT = 18, SIGSTOP = 19;
    public const int P_PID = 1, P_PIDFD = 3;
    public const int WNOHANG = 1, WEXITED = 4;
    public const int CLD_EXITED = 1;
    public const int PR_GET_DUMPABLE = 3, PR_SET_DUMPABLE = 4, PR_SET_CHILD_SUBREAPER = 36;

    /// <summary>Numbers of system calls that are the same on every architecture (added after 5.1).</summary>
    public const long SYS_pidfd_send_signal = 424, SYS_pidfd_open = 434;

    /// <summary>setgroups(2) of the calling thread only; glibc's function changes all threads.</summary>
    public static readonly long SYS_setgroups =
        RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 159 : 116;

    [LibraryImport(Library, EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int pid, int signal);

    [LibraryImport(Library, EntryPoint = "waitid", SetLastError = true)]
    public static unsafe partial int WaitId(int kind, int id, byte* info, int options);

    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    public static partial long SystemCall(long number, long first, long second, long third, long fourth);

    [LibraryImport(Library, EntryPoint = "prctl", SetLastError = true)]
    public static partial int ProcessControl(int option, ulong second, ulong third, ulong fourth, ulong fifth);

    [LibraryImport(Library, EntryPoint = "getsid", SetLastError = true)]
    public static partial int SessionOf(int pid);

    [LibraryImport(Library, EntryPoint = "sigaction", SetLastError = true)]
    public static unsafe partial int SignalAction(int signal, byte* action, byte* former);
}
