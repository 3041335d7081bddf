using ControlPlane.Node.Services;

namespace ControlPlane.Node.Tests.Services;

public sealed class SlotPlannerSpec
{
    private const SlotCondition Coming = SlotCondition.Coming;
    private const SlotCondition Ready = SlotCondition.Ready;
    private const SlotCondition Leaving = SlotCondition.Leaving;

    [Fact]
    public void Missing_containers_are_launched_in_the_lowest_free_numbers() =>
        Assert.Equal("+2 +4", Next(Wish(4), Slot(1), Slot(3)));

    [Fact]
    public void Nothing_is_done_when_the_number_is_right() => Assert.Equal("", Next(Wish(2), Slot(1), Slot(2, Coming)));

    [Fact]
    public void Those_that_give_no_service_go_first_then_the_highest_numbers()
    {
        Assert.Equal("-1", Next(Wish(2), Slot(1, Coming), Slot(2), Slot(3)));
        Assert.Equal("-3", Next(Wish(2), Slot(1), Slot(2), Slot(3)));
    }

    [Fact]
    public void A_leaving_container_takes_its_place_until_it_is_gone() =>
        Assert.Equal("", Next(Wish(2), Slot(1), Slot(2, Leaving)));

    [Fact]
    public void A_disabled_service_stops_all_and_launches_none() =>
        Assert.Equal("-1 -2", Next(Wish(2) with { Enabled = false }, Slot(1), Slot(2, Coming), Slot(3, Leaving)));

    [Fact]
    public void A_restart_stops_all_old_ones_and_launches_nothing_until_the_last_is_gone()
    {
        Assert.Equal("-1 -2", Next(Wish(2, generation: 2), Slot(1), Slot(2)));
        Assert.Equal("", Next(Wish(2, generation: 2), Slot(1, Leaving)));
        Assert.Equal("+1 +2", Next(Wish(2, generation: 2)));
    }

    [Fact]
    public void A_rolling_restart_launches_one_beside_the_old_ones_in_the_lowest_free_number() =>
        Assert.Equal("+4", Next(Rolling(3), Slot(1), Slot(2), Slot(3)));

    [Fact]
    public void A_rolling_restart_stops_no_old_one_before_the_new_one_is_ready()
    {
        Assert.Equal("", Next(Rolling(3), Slot(1), Slot(2), Slot(3), Fresh(4, Coming)));
        Assert.Equal("-3", Next(Rolling(3), Slot(1), Slot(2), Slot(3), Fresh(4)));
    }

    [Fact]
    public void The_next_rolling_step_waits_until_the_old_one_is_gone()
    {
        Assert.Equal("", Next(Rolling(3), Slot(1), Slot(2), Slot(3, Leaving), Fresh(4)));
        Assert.Equal("+3", Next(Rolling(3), Slot(1), Slot(2), Fresh(4)));
    }

    [Fact]
    public void Old_ones_that_give_no_service_are_replaced_without_waiting() =>
        Assert.Equal(
            "-1 -2", Next(Rolling(2), Slot(1, Coming), Slot(2, Coming)).Replace(" +3", "", StringComparison.Ordinal));

    [Fact]
    public void A_scale_to_less_within_a_rolling_restart_also_takes_back_new_ones_on_their_way() =>
        Assert.Equal("-4 -5", Next(Rolling(2), Slot(1), Slot(2), Slot(4), Fresh(3, Coming), Fresh(5, Coming)));

    [Fact]
    public void The_last_rolling_step_ends_with_the_wanted_number()
    {
        Assert.Equal("-1", Next(Rolling(1), Slot(1), Fresh(2)));
        Assert.Equal("", Next(Rolling(1), Fresh(2)));
        Assert.True(SlotPlanner.IsReached(Rolling(1), [Fresh(2)]));
    }

    [Fact]
    public void The_target_is_not_reached_while_anything_old_or_leaving_is_there()
    {
        Assert.False(SlotPlanner.IsReached(Wish(1, generation: 2), [Slot(1)]));
        Assert.False(SlotPlanner.IsReached(Wish(1), [Slot(1), Slot(2, Leaving)]));
        Assert.False(SlotPlanner.IsReached(Wish(1), [Slot(1, Coming)]));
        Assert.False(SlotPlanner.IsReached(Wish(1) with { Enabled = false }, [Slot(1, Leaving)]));
        Assert.True(SlotPlanner.IsReached(Wish(1) with { Enabled = false }, []));
    }

    [Fact]
    public void From_any_state_the_wish_is_reached_and_the_number_never_exceeded()
    {
        var random = new Random(20_261);
        for (var round = 0; round < 3_000; round++)
        {
            Converges(random);
        }
    }

    /// <summary>A world in which launches become ready and stops are obeyed, in random order.</summary>
    private static void Converges(Random random)
    {
        var wish = new ServiceWish(random.Next(5) > 0, random.Next(6), 2, random.Next(2) == 0);
        var slots = Enumerable.Range(1, random.Next(6))
            .ToDictionary(n => n, n => new SlotFact(n, 1 + random.Next(2), (SlotCondition)random.Next(3)));
        var limit = Math.Max(slots.Count, wish.Target + (wish.Rolling ? SlotPlanner.Surge : 0));
        for (var step = 0; !SlotPlanner.IsReached(wish, slots.Values); step++)
        {
            Assert.True(step < 100, $"not reached: {wish}: {string.Join(", ", slots.Values)}");
            foreach (var order in SlotPlanner.Next(wish, slots.Values))
            {
                if (order is SlotOrder.Launch launch)
                {
                    Assert.True(slots.TryAdd(launch.Number, new SlotFact(launch.Number, wish.Generation, Coming)));
                    Assert.True(slots.Count <= limit, $"{slots.Count} containers for {wish}");
                }
                else if (order is SlotOrder.Stop stop)
                {
                    slots[stop.Number] = slots[stop.Number] with { Condition = Leaving };
                }
            }

            if (slots.Count > 0)
            {
                var one = slots.Values.ElementAt(random.Next(slots.Count));
                if (one.Condition == Leaving)
                {
                    slots.Remove(one.Number);
                }
                else
                {
                    slots[one.Number] = one with { Condition = Ready };
                }
            }
        }
    }

    private static ServiceWish Wish(int count, int generation = 1) => new(true, count, generation, Rolling: false);

    private static ServiceWish Rolling(int count) => new(true, count, 2, Rolling: true);

    private static SlotFact Slot(int number, SlotCondition condition = Ready) => new(number, 1, condition);

    private static SlotFact Fresh(int number, SlotCondition condition = Ready) => new(number, 2, condition);

    private static string Next(
        ServiceWish wish, params SlotFact[] slots) => string.Join(' ', SlotPlanner.Next(wish, slots)
        .Select(o => o is SlotOrder.Launch launch ? $"+{launch.Number}" : $"-{((SlotOrder.Stop)o).Number}"));
}
