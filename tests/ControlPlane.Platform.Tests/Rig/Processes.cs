using System.Globalization;
using ControlPlane.Platform.Processes;

namespace ControlPlane.Platform.Tests.Rig;

/// <summary>Looks at processes as a test sees them: a zombie is gone.</summary>
internal static class Processes
{
    public static bool Lives(int pid) => ProcessFacts.Of(pid) is { IsZombie: false };

    public static bool Exists(int pid) => ProcessFacts.Of(pid) is not null;

    public static int PidIn(string line) => int.Parse(line.Split(' ')[^1], CultureInfo.InvariantCulture);

    public static int OpenDescriptors => Directory.GetFiles("/proc/self/fd").Length;
}
