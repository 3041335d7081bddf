using ControlPlane.Node.Cluster.Leading;
using ControlPlane.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace ControlPlane.Node.Tests.Cluster.Leading;

public sealed class HistoryDutySpec
{
    private readonly SteppedKit _kit = SteppedKit.Create();
    private readonly FakeEtcd _etcd;
    private readonly TestProbe _self;

    public HistoryDutySpec()
    {
        _etcd = new FakeEtcd(_kit.Time);
        _self = _kit.Probe("self");
    }

    private void Pass(HistoryDuty duty)
    {
        for (var minutes = 0; minutes <= 10; minutes++)
        {
            _etcd.Put("a", $"{minutes}");
            duty.Look(TimeSpan.FromMinutes(minutes), _etcd.Revision);
        }
    }

    [Fact]
    public void The_leader_has_etcd_forget_what_is_old()
    {
        var duty = new HistoryDuty(_etcd.Client("n1"), _self.Ref, NullLogger.Instance);
        Pass(duty);
        duty.Hear(_self.ExpectMsg<HistoryDuty.Forgot>());
        Assert.Equal(2, _etcd.CompactedRevision);
        Assert.Equal(TimeSpan.FromMinutes(15), duty.Due);
    }

    [Fact]
    public void What_others_have_forgotten_already_is_left_at_that()
    {
        var duty = new HistoryDuty(_etcd.Client("n1"), _self.Ref, NullLogger.Instance);
        Pass(duty);
        _etcd.Compact(7);
        Assert.Null(_self.ExpectMsg<HistoryDuty.Forgot>().Failure);
        Assert.Equal(7, _etcd.CompactedRevision);
    }

    [Fact]
    public void Where_it_is_off_nothing_is_asked()
    {
        var duty = new HistoryDuty(null, _self.Ref, NullLogger.Instance);
        Pass(duty);
        _kit.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(0, _etcd.CompactedRevision);
        Assert.Null(duty.Due);
    }
}
