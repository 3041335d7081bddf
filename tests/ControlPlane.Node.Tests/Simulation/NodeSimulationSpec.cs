using System.Diagnostics;
using ControlPlane.Node.Containers;
using ControlPlane.Node.Controller;
using ControlPlane.Node.Services;
using ControlPlane.Node.Workload;

namespace ControlPlane.Node.Tests.Simulation;

public sealed class NodeSimulationSpec
{
    private const int Seeds = 1_000;

    [Fact]
    public void A_thousand_random_worlds_keep_every_rule()
    {
        var breaches = Enumerable.Range(1, Seeds).AsParallel().Select(seed => Breach(seed)).OfType<string>().ToList();
        Assert.True(breaches.Count == 0, $"{breaches.Count} of {Seeds} worlds: {string.Join('\n', breaches.Take(5))}");
    }

    [Fact]
    public void They_scale_code_in_the_node_by_real_jobs()
    {
        var pulses = Enumerable.Range(1, 20).Select(seed =>
        {
            using var world = new World(seed);
            Assert.Null(world.Run());
            return world.Pulse;
        }).ToList();
        Assert.True(pulses.Sum(p => p.Done) > 500, $"{pulses.Sum(p => p.Done)} jobs");
        Assert.True(pulses.Max(p => p.Most) > 3, $"{pulses.Max(p => p.Most)} containers");
    }

    [Fact]
    public void The_same_seed_gives_the_same_trace_in_another_process()
    {
        var here = TraceProgram.Digest(4_711);
        Assert.Equal(here, TraceProgram.Digest(4_711));
        Assert.NotEqual(here, TraceProgram.Digest(4_712));
        Assert.Equal(here, InAnotherProcess(4_711));
    }

    [Fact]
    public void A_lost_exit_is_found() => Assert.True(Finds(
        plant: (machine, random) => machine.LosesExit = _ => random.Next(20) == 0));

    [Fact]
    public void A_double_start_of_one_container_is_found() => Assert.True(Finds(Decisions.Real with
    {
        Lifecycle = (life, happening, rules) =>
        {
            var step = ContainerLifecycle.Next(life, happening, rules);
            return life.Restarts == 2 && step.Effects.LastOrDefault() is Effect.Start
                ? step with { Effects = step.Effects.Add(new Effect.Start()) }
                : step;
        },
    }));

    [Fact]
    public void A_double_launch_of_a_service_is_found() => Assert.True(Finds(Decisions.Real with
    {
        Slots = (wish, slots) => SlotPlanner.Next(
            slots.Count == 2 && slots.All(s => s.Condition == SlotCondition.Coming)
                ? wish with { Count = wish.Count + 2 }
                : wish,
            slots),
    }));

    [Fact]
    public void A_worker_that_is_ended_without_a_second_look_is_found() => Assert.True(Finds(Decisions.Real with
    {
        Lifecycle = (life, happening, rules) => ContainerLifecycle.Next(
            life,
            life.Frozen && happening is Happening.Looked look
                ? look with { Connections = 0, Stopped = true }
                : happening,
            rules),
    }));

    [Fact]
    public void A_worker_that_is_left_stopped_is_found() => Assert.True(Finds(Decisions.Real with
    {
        Lifecycle = (life, happening, rules) =>
        {
            var step = ContainerLifecycle.Next(life, happening, rules);
            return step with { Effects = [.. step.Effects.Where(e => e is not Effect.Thaw)] };
        },
    }));

    [Fact]
    public void A_forgotten_backoff_reset_is_found() => Assert.True(Finds(Decisions.Real with
    {
        Lifecycle = (life, happening, rules) =>
        {
            var step = ContainerLifecycle.Next(life, happening, rules);
            return happening is Happening.Rang { Alarm: Alarm.GoodRun } ? step with { Life = life } : step;
        },
    }));

    [Fact]
    public void A_slot_that_is_ended_with_its_jobs_is_found() => Assert.True(Finds(Decisions.Real with
    {
        Lifecycle = (life, happening, rules) => ContainerLifecycle.Next(
            life, happening, rules with { ShutdownTimeout = TimeSpan.FromMilliseconds(50) }),
    }));

    [Fact]
    public void A_workload_manager_without_a_most_is_found() => Assert.True(Finds(Decisions.Real with
    {
        Workload = figures => CapacityRule.Judge(figures with
        {
            Plan = figures.Plan with { MaxThreads = 20, MinFree = figures.Plan.MinFree + 10, MaxFree = 40 },
        }),
    }));

    private static bool Finds(Decisions? decisions = null, Action<SimulatedMachine, Random>? plant = null) =>
        Enumerable.Range(1, 50).Any(seed => Breach(seed, decisions, plant) is not null);

    private static string? Breach(int seed, Decisions? decisions = null, Action<SimulatedMachine, Random>? plant = null)
    {
        using var world = new World(seed, decisions, plant);
        return world.Run() is { } breach ? $"seed {seed}, {breach}" : null;
    }

    private static string InAnotherProcess(int seed)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { "exec", typeof(TraceProgram).Assembly.Location, TraceProgram.Word, $"{seed}" },
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var text = process.StandardOutput.ReadToEnd().Trim();
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(2)));
        return text;
    }
}
