namespace ControlPlane.Benchmarks.Supervisors;

/// <summary>What a supervisor shall run.</summary>
/// <param name="Command">Words without blanks or special characters, the first an absolute path.</param>
/// <param name="Count">How many of it.</param>
/// <param name="GoodAtOnce">A start counts as good at once, so a kill right after it is no start failure.</param>
/// <param name="WithSocket">The worker inherits a listening socket. Only cplane can.</param>
internal sealed record WorkerPlan(
    IReadOnlyList<string> Command,
    int Count,
    bool GoodAtOnce = false,
    bool WithSocket = false);
