using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace ControlPlane.EndToEnd.Fixture;

/// <summary>One process, told from another one with the same pid by its start time (proc(5), stat).</summary>
internal sealed record ProcessMark(int Pid, ulong StartTime)
{
    public const int Hup = 1, Kill = 9, Usr1 = 10, Term = 15, Cont = 18, Stop = 19;

    /// <summary>Zombies count.</summary>
    public bool Exists => Of(Pid) == this;

    public bool IsZombie => Exists && StateOf(Pid) == 'Z';

    /// <summary>Runs, or could.</summary>
    public bool Lives => Exists && !IsZombie;

    /// <summary>Null: there is none.</summary>
    public static ProcessMark? Of(int pid) =>
        Stat(pid) is { Length: > 19 } stat
            ? new ProcessMark(pid, ulong.Parse(stat[19], CultureInfo.InvariantCulture))
            : null;

    /// <summary>All processes that were started with this setting in their environment; zombies not.</summary>
    public static IReadOnlyList<ProcessMark> With(string name, string value)
    {
        var setting = Encoding.UTF8.GetBytes($"\0{name}={value}\0");
        var found = new List<ProcessMark>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
                && pid != Environment.ProcessId && Of(pid) is { } mark && Carries(folder, setting) && mark.Exists)
            {
                found.Add(mark);
            }
        }

        return found;
    }

    /// <summary>Processes whose parent is this one, zombies too.</summary>
    public static IReadOnlyList<ProcessMark> ChildrenOf(int parent)
    {
        var wanted = parent.ToString(CultureInfo.InvariantCulture);
        return
        [
            .. Directory.EnumerateDirectories("/proc")
                .Select(folder => int.TryParse(Path.GetFileName(folder), out var pid) ? pid : 0)
                .Where(pid => pid > 0 && Stat(pid) is { Length: > 1 } stat && stat[1] == wanted)
                .Select(Of).OfType<ProcessMark>(),
        ];
    }

    /// <summary>Does nothing to a process that is gone.</summary>
    public void Signal(int signal)
    {
        if (Exists)
        {
            _ = SendSignal(Pid, signal);
        }
    }

    /// <summary>Memory that it holds (VmRSS).</summary>
    public long ResidentKilobytes()
    {
        var line = File.ReadLines($"/proc/{Pid}/status").Single(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line["VmRSS:".Length..^" kB".Length].Trim(), CultureInfo.InvariantCulture);
    }

    private static char StateOf(int pid) => Stat(pid) is { } stat ? stat[0][0] : 'X';

    /// <summary>The fields after the name: state, parent, group, session … start time is the 20th of them.</summary>
    private static string[]? Stat(int pid)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{pid}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool Carries(string folder, byte[] setting)
    {
        try
        {
            byte[] all = [0, .. File.ReadAllBytes(Path.Combine(folder, "environ")), 0];
            return all.AsSpan().IndexOf(setting) >= 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

#pragma warning disable SYSLIB1054 // two integers: nothing to marshal, and no unsafe code in this project
    [DllImport("libc", EntryPoint = "kill")]
    private static extern int SendSignal(int pid, int signal);
#pragma warning restore SYSLIB1054
}
