using System.Globalization;
using System.Text;
using ControlPlane.Platform.Native;
using ControlPlane.Platform.Workers;

namespace ControlPlane.Platform.Processes;

/// <summary>What /proc/PID/stat says (proc(5)): a snapshot, true for the moment of reading.</summary>
internal readonly record struct ProcessFacts(
    ProcessIdentity Identity, string Command, char State, int Parent, int Group, int Session)
{
    /// <summary>A zombie has ended; only its parent has not looked yet. It counts as gone.</summary>
    public bool IsZombie => State is 'Z' or 'X' or 'x';

    /// <summary>Null when there is no such process.</summary>
    public static ProcessFacts? Of(int pid)
    {
        Span<byte> buffer = stackalloc byte[1024];
        var count = SmallFile.Read(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat"), buffer);
        return count <= 0 ? null : Parse(buffer[..count]);
    }

    /// <summary>
    /// True: it was killed, or ends by itself, but the kernel still has to take it apart; with much memory, or on a
    /// busy machine, that takes a while. Also true when there is no such process any more.
    /// </summary>
    public static bool IsDying(int pid)
    {
        const ulong killed = 1UL << (Libc.SIGKILL - 1);
        var status = SmallFile.ReadText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/status"));
        // A process without memory has begun to exit.
        return status is null || !status.Contains("\nVmSize:", StringComparison.Ordinal) || status.Split('\n').Any(
            line => line.Split(":\t") is ["SigPnd" or "ShdPnd", var pending]
                && (ulong.Parse(pending, NumberStyles.HexNumber, CultureInfo.InvariantCulture) & killed) != 0);
    }

    /// <summary>The command may contain anything, also blanks and brackets: it ends at the last bracket.</summary>
    public static ProcessFacts? Parse(ReadOnlySpan<byte> stat)
    {
        var open = stat.IndexOf((byte)'(');
        var close = stat.LastIndexOf((byte)')');
        if (open < 1 || close < open || close + 2 >= stat.Length
            || !int.TryParse(stat[..(open - 1)], CultureInfo.InvariantCulture, out var pid))
        {
            return null;
        }

        var fields = stat[(close + 2)..];
        var state = (char)fields[0];
        int parent = 0, group = 0, session = 0;
        ulong startTime = 0;
        // Field 3 is the state; 4, 5, 6 and 22 are what we want.
        var number = 3;
        foreach (var range in fields.Split((byte)' '))
        {
            var field = fields[range];
            var good = number switch
            {
                4 => int.TryParse(field, CultureInfo.InvariantCulture, out parent),
                5 => int.TryParse(field, CultureInfo.InvariantCulture, out group),
                6 => int.TryParse(field, CultureInfo.InvariantCulture, out session),
                22 => ulong.TryParse(field, CultureInfo.InvariantCulture, out startTime),
                _ => true,
            };
            if (!good)
            {
                return null;
            }

            if (number == 22)
            {
                var command = Encoding.UTF8.GetString(stat[(open + 1)..close]);
                return new ProcessFacts(new ProcessIdentity(pid, startTime), command, state, parent, group, session);
            }

            number++;
        }

        return null;
    }
}
