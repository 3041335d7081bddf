using ControlPlane.Actors;
using ControlPlane.Platform.Workers;

namespace ControlPlane.Node.Containers.OsProcess;

/// <summary>
/// Hands what the machine sees of one process to its container, marked with the attempt, and its output straight to the
/// log (the container's mailbox shall not carry log lines).
/// </summary>
internal sealed class ProcessObserver(IActorRef container, int attempt, IWorkerOutput output) : IWorkerObserver
{
    public void Exited(WorkerExit exit) => container.Tell(new ProcessNews.Exited(attempt, exit), ActorRefs.NoSender);

    public void Said(OutputStream stream, string line) => output.Line(stream, line);

    public void LinesDropped(long count) => output.Dropped(count);

    public void Notified(WorkerNotice notice) =>
        container.Tell(new ProcessNews.Notified(attempt, notice), ActorRefs.NoSender);
}

/// <summary>News from the machine; private to the process container.</summary>
internal static class ProcessNews
{
    public sealed record Exited(int Attempt, WorkerExit Exit);

    public sealed record Notified(int Attempt, WorkerNotice Notice);
}
