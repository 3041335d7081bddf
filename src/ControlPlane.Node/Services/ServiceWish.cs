using ControlPlane.Node.Containers;
using ControlPlane.Node.Workload;

namespace ControlPlane.Node.Services;

/// <summary>What a service shall look like.</summary>
/// <param name="Enabled">False: no containers at all.</param>
/// <param name="Count">How many containers while enabled.</param>
/// <param name="Generation">Containers of an earlier generation are to be replaced. Grows with each restart and each
/// change of the worker.</param>
/// <param name="Rolling">Replace one after the other, the new one ready first; else all old ones go before the first
/// new one starts.</param>
/// <param name="Ceiling">
/// Null: leaving containers count among those wanted, and the target is reached when they are gone. A number (dynamic):
/// the load decides who leaves, so they are beside those wanted, up to so many in all.
/// </param>
internal sealed record ServiceWish(bool Enabled, int Count, int Generation, bool Rolling, int? Ceiling = null)
{
    /// <summary>How many containers there shall be.</summary>
    public int Target => Enabled ? Count : 0;

    /// <summary>Why a container of a generation that is stopped now is stopped.</summary>
    public LeaveReason ReasonFor(int generation) => this switch
    {
        { Enabled: false } => LeaveReason.Disable,
        _ when generation >= Generation => LeaveReason.ScaleIn,
        { Rolling: true } => LeaveReason.Rolling,
        _ => LeaveReason.Disable,
    };

    /// <summary>All present containers replaced; of a disabled service there is none.</summary>
    public ServiceWish Replaced(bool rolling) => this with { Generation = Generation + 1, Rolling = rolling };

    /// <summary>
    /// What changed in the file counts; what an operator has said since stays where the file is as it was.
    /// </summary>
    /// <param name="old">The plan before.</param>
    /// <param name="plan">The plan now.</param>
    /// <param name="replace">Containers of the old plan run something else.</param>
    /// <param name="ofFile">False: a cluster says how many there are, not the file.</param>
    public ServiceWish Following(ServicePlan old, ServicePlan plan, bool replace, bool ofFile = true)
    {
        var wish = replace ? Replaced(rolling: true) : this;
        return !ofFile ? wish : wish with
        {
            Enabled = old.Enabled != plan.Enabled ? plan.Enabled : Enabled,
            Count = (plan.Workload as ConstantPlan)?.Threads ?? Count,
        };
    }
}

/// <summary>What is known of one slot.</summary>
/// <param name="Number">The N of <c>SERVICE-N</c>.</param>
/// <param name="Generation">The generation that it was started in.</param>
/// <param name="Condition">Whether it counts.</param>
internal readonly record struct SlotFact(int Number, int Generation, SlotCondition Condition);

internal enum SlotCondition
{
    /// <summary>Starting, waiting or failed: it takes a place and gives no service.</summary>
    Coming,

    /// <summary>Ready.</summary>
    Ready,

    /// <summary>Told to stop.</summary>
    Leaving,
}

/// <summary>One thing to do to get nearer to the wish.</summary>
internal abstract record SlotOrder
{
    public sealed record Launch(int Number) : SlotOrder;

    public sealed record Stop(int Number) : SlotOrder;
}
