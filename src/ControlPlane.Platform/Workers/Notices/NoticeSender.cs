using System.Globalization;
using System.Text;
using ControlPlane.Platform.Native;
using ControlPlane.Platform.Processes;

namespace ControlPlane.Platform.Workers.Notices;

/// <summary>
/// Who has sent a datagram, looked up when it was received: a short-lived helper may be gone a moment later.
/// </summary>
/// <param name="Pid">As the kernel vouches for it; 0: unknown.</param>
/// <param name="Uid">Its user.</param>
/// <param name="Session">Its session; 0: unknown.</param>
/// <param name="Cgroup">Its cgroup (v2) as /proc/PID/cgroup has it, null in the root or unknown.</param>
internal readonly record struct NoticeSender(int Pid, uint Uid, int Session, string? Cgroup)
{
    public static NoticeSender Of(Datagram datagram) => datagram.Pid <= 0
        ? new NoticeSender(0, datagram.Uid, 0, null)
        : new NoticeSender(
            datagram.Pid, datagram.Uid, ProcessFacts.Of(datagram.Pid)?.Session ?? 0, CgroupOf(datagram.Pid));

    private static string? CgroupOf(int pid)
    {
        Span<byte> buffer = stackalloc byte[4096];
        var count = SmallFile.Read(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/cgroup"), buffer);
        var text = count <= 0 ? "" : Encoding.UTF8.GetString(buffer[..count]);
        var line = text.Split('\n').FirstOrDefault(l => l.StartsWith("0::", StringComparison.Ordinal));
        return line is { Length: > 4 } ? line[3..] : null;
    }
}
