using ControlPlane.Platform.Workers.Output;

namespace ControlPlane.Platform.Tests.Workers.Output;

public sealed class OutputBudgetSpec
{
    private const long Second = 1000;

    [Fact]
    public void A_burst_passes_and_then_the_lasting_rate()
    {
        var budget = new OutputBudget(new OutputLimits(LinesPerSecond: 10, LineBurst: 30), 0, Second);

        Assert.Equal(30, Takes(budget, 100));
        budget.Fill(Second / 2);
        Assert.Equal(5, Takes(budget, 100));
        budget.Fill(Second * 100);
        Assert.Equal(30, Takes(budget, 100));
    }

    [Fact]
    public void Few_long_lines_use_up_the_bytes()
    {
        var budget = new OutputBudget(new OutputLimits(BytesPerSecond: 1000, ByteBurst: 2000), 0, Second);

        Assert.Equal(2, Takes(budget, 10, bytes: 1000));
        budget.Fill(Second);
        Assert.Equal(1, Takes(budget, 10, bytes: 1000));
    }

    private static int Takes(OutputBudget budget, int attempts, int bytes = 1) =>
        Enumerable.Range(0, attempts).Count(_ => budget.TryTake(bytes));
}
