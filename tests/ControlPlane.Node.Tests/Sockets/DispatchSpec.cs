using ControlPlane.Node.Sockets;

namespace ControlPlane.Node.Tests.Sockets;

public sealed class DispatchSpec
{
    private const long Now = 1_000;

    [Theory]
    [InlineData("2 1 3", 1)]
    [InlineData("1 1 0 0", 2)]
    [InlineData("5", 0)]
    [InlineData("", Dispatch.Nobody)]
    [InlineData("1s", Dispatch.Nobody)]
    [InlineData("3 0m 1c 0x", 0)]
    public void The_one_with_most_free_capacity_gets_it_and_of_equals_the_oldest(string seats, int choice) =>
        Assert.Equal(choice, Choose(seats, SeatLimits.None));

    [Theory]
    [InlineData("2 3 1", 2)]
    [InlineData("2 3 2", 0)]
    [InlineData("4 3 4", 1)]
    [InlineData("4 4", Dispatch.Nobody)]
    [InlineData("3 0s", 0)]
    [InlineData("3 0y", Dispatch.Soon)]
    [InlineData("1 0y", 0)]
    [InlineData("0y", Dispatch.Nobody)]
    public void Beyond_R_up_to_M_only_when_nobody_is_below_R_and_nobody_comes_soon(string seats, int choice) =>
        Assert.Equal(choice, Choose(seats, new SeatLimits(Recommended: 2, Most: 4, Greedy: false, Connections: null)));

    [Theory]
    [InlineData(false, 0, 1)]
    [InlineData(true, 0, 8)]
    [InlineData(true, 6, 2)]
    [InlineData(true, 9, 1)]
    public void Greedy_ones_take_what_they_have_room_for(bool greedy, int jobs, int expected) => Assert.Equal(
        expected, Dispatch.InOneGo(new SeatFact(jobs, 0, SeatStanding.Open, 0), new SeatLimits(8, 20, greedy, null)));

    [Fact]
    public void A_greedy_one_without_limit_takes_ten() => Assert.Equal(
        10, Dispatch.InOneGo(new SeatFact(3, 0, SeatStanding.Open, 0), SeatLimits.None with { Greedy = true }));

    /// <summary>A number of jobs and: s starting for long, y starting just now, m marked, c closed, x spent.</summary>
    private static int Choose(string seats, SeatLimits limits)
    {
        var facts = seats.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Fact).ToArray();
        return Dispatch.Choose(facts, limits, justNow: Now);
    }

    private static SeatFact Fact(string text)
    {
        var standing = text[^1] switch
        {
            's' or 'y' => SeatStanding.Starting,
            'm' => SeatStanding.Marked,
            'c' => SeatStanding.Closed,
            'x' => SeatStanding.Spent,
            _ => SeatStanding.Open,
        };
        return new SeatFact(
            int.Parse(text.TrimEnd('s', 'y', 'm', 'c', 'x')), 0, standing, text[^1] == 'y' ? Now + 1 : Now);
    }
}
