using ControlPlane.Platform.Workers;

namespace ControlPlane.Node.Containers;

/// <summary>Where the output of one worker goes: log lines of component = service. Called from threads of the
/// machine.</summary>
internal interface IWorkerOutput
{
    void Line(OutputStream stream, string line);

    /// <summary>Lines that came too fast and were thrown away.</summary>
    void Dropped(long count);
}
