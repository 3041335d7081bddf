using ControlPlane.Platform.Sockets;
using ControlPlane.Platform.Sockets.Census;
using ControlPlane.Platform.Workers;

namespace ControlPlane.Node.Census;

/// <summary>What is said to and by the census.</summary>
internal static class CensusProtocol
{
    /// <summary>Container: this process holds connections of these listeners, or of sockets that it binds
    /// itself.</summary>
    /// <param name="Service">The service.</param>
    /// <param name="Worker">The process; takes the place of an earlier one of the same container.</param>
    /// <param name="Listeners">What it has inherited.</param>
    /// <param name="Reports">It says itself how many jobs it has: it is counted only when it is looked at.</param>
    public sealed record Enlist(string Service, IWorker Worker, IReadOnlyList<IListener> Listeners, bool Reports);

    /// <summary>Container: its process has ended.</summary>
    public sealed record Discharge;

    /// <summary>
    /// Service: these are its sockets. While <paramref name="Continuously"/>, its containers are counted every
    /// <see cref="CensusActor.Every"/>, and it hears how many connections wait (<c>WorkloadProtocol.Queued</c>).
    /// </summary>
    public sealed record Serve(string Service, IReadOnlyList<IListener> Listeners, bool Continuously);

    /// <summary>Anyone: count all containers now; answered by <see cref="Refreshed"/> when they have announced
    /// it.</summary>
    public sealed record Refresh;

    public sealed record Refreshed;

    /// <summary>Census to container: so many connections it had; answered by <see cref="Announced"/>.</summary>
    public sealed record Counted(IWorker Worker, int? Connections);

    /// <summary>Container to census: its service knows.</summary>
    public sealed record Announced;

    /// <summary>Container: look at this process at once; answered by <see cref="Looked"/>.</summary>
    public sealed record Look(IWorker Worker, IReadOnlyList<IListener> Listeners, int Number);

    public sealed record Looked(IWorker Worker, WorkerSockets Sockets, int Number);
}
