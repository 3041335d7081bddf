using System.Runtime.InteropServices;
using ControlPlane.Platform.Machine;

namespace ControlPlane.Platform.Native;

/// <summary>Error numbers of Linux (errno(3)), the same on x86-64 and arm64.</summary>
internal static class Errno
{
    public const int EPERM = 1, ENOENT = 2, ESRCH = 3, EINTR = 4, ENXIO = 6, E2BIG = 7, ENOEXEC = 8, ECHILD = 10,
        EAGAIN = 11, ENOMEM = 12, EACCES = 13, EBUSY = 16, EEXIST = 17, ENOTDIR = 20, EISDIR = 21, EINVAL = 22,
        ENFILE = 23, EMFILE = 24, ETXTBSY = 26, ENOSPC = 28, EROFS = 30, EPIPE = 32, ERANGE = 34, ENAMETOOLONG = 36,
        ENOTEMPTY = 39, ELOOP = 40, EMSGSIZE = 90, EPROTOTYPE = 91, EAFNOSUPPORT = 97, EADDRINUSE = 98,
        EADDRNOTAVAIL = 99, ENOBUFS = 105, ENOTCONN = 107, ECONNREFUSED = 111;

    private static readonly Dictionary<int, string> Names = new()
    {
        [EPERM] = "EPERM", [ENOENT] = "ENOENT", [ESRCH] = "ESRCH", [EINTR] = "EINTR", [ENXIO] = "ENXIO",
        [E2BIG] = "E2BIG", [ENOEXEC] = "ENOEXEC", [ECHILD] = "ECHILD", [EAGAIN] = "EAGAIN", [ENOMEM] = "ENOMEM",
        [EACCES] = "EACCES", [EBUSY] = "EBUSY", [EEXIST] = "EEXIST", [ENOTDIR] = "ENOTDIR", [EISDIR] = "EISDIR",
        [EINVAL] = "EINVAL", [ENFILE] = "ENFILE", [EMFILE] = "EMFILE", [ETXTBSY] = "ETXTBSY", [ENOSPC] = "ENOSPC",
        [EROFS] = "EROFS", [EPIPE] = "EPIPE", [ERANGE] = "ERANGE", [ENAMETOOLONG] = "ENAMETOOLONG",
        [ENOTEMPTY] = "ENOTEMPTY", [ELOOP] = "ELOOP", [EMSGSIZE] = "EMSGSIZE", [EPROTOTYPE] = "EPROTOTYPE",
        [EAFNOSUPPORT] = "EAFNOSUPPORT", [EADDRINUSE] = "EADDRINUSE", [EADDRNOTAVAIL] = "EADDRNOTAVAIL",
        [ENOBUFS] = "ENOBUFS", [ENOTCONN] = "ENOTCONN", [ECONNREFUSED] = "ECONNREFUSED",
    };

    /// <summary>Of the last call on this thread.</summary>
    public static int Last => Marshal.GetLastPInvokeError();

    /// <summary>The symbol, or <c>E</c> and the number.</summary>
    public static string Name(int errno) => Names.TryGetValue(errno, out var name) ? name : $"E{errno}";

    /// <summary>The kernel's own words for people.</summary>
    public static string Text(int errno) => Marshal.GetPInvokeErrorMessage(errno);

    /// <summary>
    /// An exception that says what was tried, the kernel's answer, and what to do (if anything is known).
    /// </summary>
    public static MachineException Failure(string tried, int errno, string advice = "")
    {
        var hint = advice.Length > 0 ? advice : Advice(errno);
        return new MachineException($"{tried}: {Text(errno)} ({Name(errno)}){(hint.Length > 0 ? $"; {hint}" : "")}",
            Name(errno));
    }

    private static string Advice(int errno) => errno switch
    {
        EMFILE => "raise the node's limit of open files (ulimit -n, LimitNOFILE=)",
        ENFILE => "raise the machine's limit of open files (sysctl fs.file-max)",
        ENOMEM => "free memory, or run fewer workers here",
        _ => "",
    };
}
