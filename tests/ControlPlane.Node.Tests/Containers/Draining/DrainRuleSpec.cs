using ControlPlane.Node.Containers;
using ControlPlane.Node.Containers.Draining;

namespace ControlPlane.Node.Tests.Containers.Draining;

public sealed class DrainRuleSpec
{
    [Theory]
    [InlineData(null, true, false, nameof(LeaveReason.ScaleIn), nameof(DrainMethod.Freeze))]
    [InlineData(null, true, false, nameof(LeaveReason.Rolling), nameof(DrainMethod.Freeze))]
    [InlineData(null, true, false, nameof(LeaveReason.Disable), nameof(DrainMethod.Signal))]
    [InlineData(null, true, true, nameof(LeaveReason.ScaleIn), nameof(DrainMethod.Report))]
    [InlineData(null, true, true, nameof(LeaveReason.Disable), nameof(DrainMethod.Report))]
    [InlineData(null, false, true, nameof(LeaveReason.Rolling), nameof(DrainMethod.Report))]
    [InlineData(null, false, false, nameof(LeaveReason.ScaleIn), nameof(DrainMethod.Signal))]
    [InlineData(nameof(DrainMethod.Signal), true, true, nameof(LeaveReason.ScaleIn), nameof(DrainMethod.Signal))]
    [InlineData(nameof(DrainMethod.Freeze), true, true, nameof(LeaveReason.Disable), nameof(DrainMethod.Freeze))]
    [InlineData(nameof(DrainMethod.Freeze), false, false, nameof(LeaveReason.ScaleIn), nameof(DrainMethod.Signal))]
    [InlineData(nameof(DrainMethod.Report), true, false, nameof(LeaveReason.ScaleIn), nameof(DrainMethod.Signal))]
    [InlineData(nameof(DrainMethod.Report), true, true, nameof(LeaveReason.Disable), nameof(DrainMethod.Report))]
    public void It_follows_from_the_key_the_worker_and_the_reason(
        string? wanted, bool sockets, bool reports, string reason, string method) => Assert.Equal(
        Enum.Parse<DrainMethod>(method),
        DrainRule.Of(
            wanted is null ? null : Enum.Parse<DrainMethod>(wanted), sockets, reports,
            Enum.Parse<LeaveReason>(reason)));
}
