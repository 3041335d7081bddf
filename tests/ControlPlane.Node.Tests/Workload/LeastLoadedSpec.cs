using ControlPlane.Node.Workload;

namespace ControlPlane.Node.Tests.Workload;

public sealed class LeastLoadedSpec
{
    [Fact]
    public void Of_nobody_there_is_no_first() => Assert.Equal(-1, new LeastLoaded(highestFirst: true).First);

    [Fact]
    public void A_slot_that_never_was_one_of_them_may_leave()
    {
        var least = new LeastLoaded(highestFirst: false);
        least.Set(100, null);
        Assert.Equal(-1, least.First);
    }

    [Theory]
    [InlineData(true, 9)]
    [InlineData(false, 3)]
    public void Of_equals_the_number_decides(bool highestFirst, int first)
    {
        var least = new LeastLoaded(highestFirst);
        foreach (var number in new[] { 5, 3, 9 })
        {
            least.Set(number, 2);
        }

        least.Set(7, 3);
        Assert.Equal(first, least.First);
    }

    [Fact]
    public void Slot_0_and_the_most_jobs_of_all_count_like_any_other()
    {
        var least = new LeastLoaded(highestFirst: true);
        least.Set(0, int.MaxValue);
        Assert.Equal(0, least.First);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void After_any_changes_the_first_is_the_one_that_a_look_at_all_of_them_finds(bool highestFirst)
    {
        var random = new Random(20260801);
        var least = new LeastLoaded(highestFirst);
        var all = new Dictionary<int, int>();
        for (var i = 0; i < 5_000; i++)
        {
            var number = random.Next(0, 1 + (i / 10));
            if (random.Next(3) == 0)
            {
                all.Remove(number);
                least.Set(number, null);
            }
            else
            {
                all[number] = random.Next(6);
                least.Set(number, all[number]);
            }

            var expected = all.Count == 0
                ? -1
                : all.OrderBy(s => s.Value).ThenBy(s => highestFirst ? -s.Key : s.Key).First().Key;
            Assert.Equal(expected, least.First);
        }
    }
}
