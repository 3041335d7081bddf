using ControlPlane.Platform.Tests.Rig;
using ControlPlane.Platform.Workers;
using ControlPlane.Platform.Workers.Output;

namespace ControlPlane.Platform.Tests.Workers.Output;

public sealed class WorkerOutputSpec
{
    private const long Second = 1000;

    private readonly Recorder _heard = new();
    private readonly WorkerOutput _output;

    public WorkerOutputSpec() => _output = new WorkerOutput(
        null!, _heard, new OutputBudget(new OutputLimits(), 0, Second), _ => { });

    [Fact]
    public void Lost_lines_are_reported_once_a_second_and_the_rest_at_the_end()
    {
        for (var now = 0L; now < 3 * Second; now += 10)
        {
            _output.Drop(7);
            _output.ReportDropped(now, Second);
        }

        Assert.Equal(3, _heard.DropReports);
        _output.ReportDropped(3 * Second, Second, atTheEnd: true);
        Assert.Equal(300 * 7, _heard.Dropped);
    }

    [Fact]
    public void Nothing_lost_is_no_report()
    {
        _output.ReportDropped(0, Second, atTheEnd: true);

        Assert.Equal(0, _heard.DropReports);
    }

    [Fact]
    public void After_a_start_that_failed_nothing_is_heard()
    {
        _output.IsAbandoned = true;
        _output.Say(OutputStream.Out, "x");
        _output.Exit(WorkerExit.WithCode(0));

        Assert.Empty(_heard.Out);
        Assert.Equal(0, _heard.Exits);
    }
}
