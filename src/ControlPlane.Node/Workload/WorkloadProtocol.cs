using System.Collections.Immutable;
using ControlPlane.Node.Services;

namespace ControlPlane.Node.Workload;

/// <summary>What is said to and by workload managers.</summary>
internal static class WorkloadProtocol
{
    /// <summary>Manager to service: I know nothing (just made, or made anew after a fault); answered by
    /// <see cref="Begin"/>.</summary>
    public sealed record Hello;

    /// <summary>
    /// Service to manager: this is how things stand, forget the rest; answered by <see cref="Desired"/>. Told at the
    /// start, and whenever an operator or a reload has changed something.
    /// </summary>
    /// <param name="Order">Grows with each; an answer to an earlier one counts no more.</param>
    /// <param name="Plan">What to go by.</param>
    /// <param name="Shared">The workers share their listening sockets: OS processes.</param>
    /// <param name="Enabled">False: nothing is wanted now.</param>
    /// <param name="Wanted">How many containers there shall be by the last word; marks are forgotten.</param>
    /// <param name="Slots">Those that exist.</param>
    public sealed record Begin(
        int Order, WorkloadPlan Plan, bool Shared, bool Enabled, int Wanted, ImmutableArray<Seen> Slots);

    /// <summary>Service to manager: this slot is so now.</summary>
    public sealed record Seen(int Number, Standing Standing, int Jobs, int? MaxJobs);

    /// <summary>
    /// Whoever looks at the sockets, to the service, which hands it to its manager: so many connections wait in the
    /// accept queues of the service at the moment. Said at each look while there are any, and once when there are none
    /// any more.
    /// </summary>
    public sealed record Queued(int Connections);

    /// <summary>Service to manager: the cluster allows so much here; null: the file alone counts.</summary>
    public sealed record Limit(Quota? Quota);

    /// <summary>
    /// Service to manager: add the capacity and tell it to who asked. Of a constant one there is none.
    /// </summary>
    public sealed record Describe(ServiceProtocol.Description Known);

    /// <summary>Manager to service: this is wanted.</summary>
    /// <param name="Order">Of the last <see cref="Begin"/>.</param>
    /// <param name="Count">So many containers.</param>
    /// <param name="Ended">Of these slots the containers are to be stopped; they are not in
    /// <paramref name="Count"/>.</param>
    /// <param name="Marked">These get no more jobs.</param>
    /// <param name="TakenBack">These do again.</param>
    public sealed record Desired(
        int Order, int Count, ImmutableArray<int> Ended, ImmutableArray<int> Marked, ImmutableArray<int> TakenBack);
}
