using System.Globalization;
using ControlPlane.Platform.Workers;

namespace ControlPlane.Platform.NodeDirectory;

/// <summary>A process that a killed node had left and that was ended before the directory was taken over.</summary>
/// <param name="Process">Which.</param>
/// <param name="Command">Its short name (proc(5), comm).</param>
/// <param name="Container">The slot as <c>web-1</c>, where known.</param>
/// <param name="Killed">True: TERM was not enough.</param>
public sealed record EndedPredecessor(ProcessIdentity Process, string Command, string? Container, bool Killed)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"pid {Process.Pid} ({Command}{(Container is null ? "" : $", {Container}")}) {(Killed ? "killed" : "ended")}");
}
