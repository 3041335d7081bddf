using System.Globalization;
using ControlPlane.Contracts;
using ControlPlane.Platform.Workers;

namespace ControlPlane.Platform.NodeDirectory;

/// <summary>
/// A worker that was started and whose end is not written yet. One line of the journal, fields by tab.
/// </summary>
/// <param name="Worker">Its leader; also the id of its session and group.</param>
/// <param name="Container">Service and slot.</param>
/// <param name="Cgroup">Path of its cgroup below the cgroup file system, or null.</param>
internal sealed record JournalEntry(ProcessIdentity Worker, ContainerId Container, string? Cgroup)
{
    private const string StartMark = "+", EndMark = "-";

    public string StartLine => string.Create(CultureInfo.InvariantCulture,
        $"{StartMark}\t{Worker.Pid}\t{Worker.StartTime}\t{Container.Service}\t{Container.Number}\t{Cgroup}\n");

    public string EndLine => EndOf(Worker);

    /// <summary>
    /// Reads one line into the set of live workers. A line that does not fit is left out: a node that was killed while
    /// it wrote leaves half a line at most.
    /// </summary>
    public static void Apply(string line, IDictionary<ProcessIdentity, JournalEntry> live)
    {
        var fields = line.Split('\t');
        if (fields.Length < 3
            || !int.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out var pid) || pid <= 1
            || !ulong.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out var startTime))
        {
            return;
        }

        var worker = new ProcessIdentity(pid, startTime);
        if (fields is [StartMark, _, _, var service, var number, var cgroup]
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var slot))
        {
            live[worker] = new JournalEntry(
                worker, new ContainerId(service, slot), cgroup.Length == 0 ? null : cgroup);
        }
        else if (fields is [EndMark, _, _])
        {
            live.Remove(worker);
        }
    }

    private static string EndOf(ProcessIdentity worker) =>
        string.Create(CultureInfo.InvariantCulture, $"{EndMark}\t{worker.Pid}\t{worker.StartTime}\n");
}
