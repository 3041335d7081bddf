using System.Globalization;
using System.Text;
using ControlPlane.EndToEnd.Fixture;

namespace ControlPlane.Cluster.EndToEnd.Fixture;

/// <summary>A worker that lives, found by its environment: what the kernel says, whatever any node believes.</summary>
/// <param name="SocketDirectory">Of its node.</param>
/// <param name="Container">Its id there.</param>
/// <param name="Mark">The process.</param>
internal sealed record WorkerProcess(string SocketDirectory, string Container, ProcessMark Mark)
{
    private const double TicksPerSecond = 100;

    public string Service => Container[..Container.LastIndexOf('-')];

    /// <summary>What a worker itself has started is not one.</summary>
    private static bool LeadsItsSession(int pid)
    {
        var stat = File.ReadAllText($"/proc/{pid}/stat");
        return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[3] == $"{pid}";
    }

    /// <summary>Those of nodes whose socket directory is this one, or lies directly below it.</summary>
    public static IReadOnlyList<WorkerProcess> Of(string directory) =>
    [
        .. Directory.EnumerateDirectories("/proc").Select(Find).OfType<WorkerProcess>()
            .Where(w => w.SocketDirectory == directory || Path.GetDirectoryName(w.SocketDirectory) == directory),
    ];

    /// <summary>It has lived for so long.</summary>
    public bool IsOlderThan(TimeSpan age) =>
        Uptime() - TimeSpan.FromSeconds(Mark.StartTime / TicksPerSecond) >= age;

    private static TimeSpan Uptime() => TimeSpan.FromSeconds(
        double.Parse(File.ReadAllText("/proc/uptime").Split(' ')[0], CultureInfo.InvariantCulture));

    private static WorkerProcess? Find(string folder)
    {
        if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
            || ProcessMark.Of(pid) is not { } mark)
        {
            return null;
        }

        try
        {
            string? directory = null, container = null;
            foreach (var setting in Encoding.UTF8.GetString(File.ReadAllBytes($"{folder}/environ")).Split('\0'))
            {
                directory = ValueOf("CPLANE_SOCKDIR", setting) ?? directory;
                container = ValueOf("CPLANE_CONTAINER", setting) ?? container;
            }

            return directory is not null && container is not null && LeadsItsSession(pid) && mark.Lives
                ? new WorkerProcess(directory, container, mark)
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // It has gone meanwhile.
        }
    }

    private static string? ValueOf(string name, string setting) =>
        setting.StartsWith($"{name}=", StringComparison.Ordinal) ? setting[(name.Length + 1)..] : null;
}
