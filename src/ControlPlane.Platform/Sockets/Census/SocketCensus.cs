using ControlPlane.Platform.Workers;

namespace ControlPlane.Platform.Sockets.Census;

/// <summary>What the kernel says of the connections of some listeners at one moment.</summary>
/// <param name="Queued">For each listener that was asked about: connections that nobody has accepted yet; null:
/// unknown.</param>
/// <param name="Workers">For each worker that was asked about: what it holds.</param>
public sealed record SocketCensus(
    IReadOnlyDictionary<IListener, int?> Queued, IReadOnlyDictionary<IWorker, WorkerSockets> Workers);

/// <summary>What one worker holds.</summary>
/// <param name="Connections">
/// Accepted connections of the listeners, and of what it has bound itself, in any process of its session or cgroup,
/// each once; of the latter also those that wait to be accepted, which nobody else can take. Null: unknown (its
/// descriptors may not be looked at, or the kernel does not tell).
/// </param>
/// <param name="Stopped">
/// True: every thread of every process of it stood still before its connections were counted, and none was born
/// meanwhile. Then the number is exact until somebody continues it.
/// </param>
public readonly record struct WorkerSockets(int? Connections, bool Stopped);
