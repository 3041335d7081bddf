using ControlPlane.TestKit;

namespace ControlPlane.Actors.Tests.Cells;

/// <summary>
/// Random actors of random trees fail at random moments: whoever lives afterwards must handle messages, and whoever
/// does not must be gone for everybody.
/// </summary>
public sealed class RandomFailuresSpec
{
    private const int Worlds = 1000;
    private const int PoolWorlds = 40;

    [Fact]
    public void After_any_failures_every_living_actor_handles_messages_and_the_tree_stops()
    {
        for (var seed = 0; seed < Worlds; seed++)
        {
            var (world, kit) = Live(seed);
            var silent = kit.System.LivingActors().Where(actor => !Answers(world, kit, actor)).ToArray();
            Assert.True(silent.Length == 0, $"seed {seed}: {string.Join(", ", silent.AsEnumerable())} do not answer");

            _ = kit.System.Terminate();
            kit.Advance(TimeSpan.FromMinutes(10));
            Assert.True(kit.System.WhenTerminated.IsCompletedSuccessfully, $"seed {seed}: does not terminate");
            Assert.True(
                world.Started == world.Stopped, $"seed {seed}: {world.Started} started, {world.Stopped} stopped");
        }
    }

    [Fact]
    public void The_worlds_see_each_directive_and_failures_of_hooks_and_of_new_instances()
    {
        var reports = Enumerable.Range(0, Worlds).SelectMany(seed => Live(seed).Kit.Reports).ToArray();

        var failures = reports.OfType<EngineReport.ActorFailed>().ToArray();
        Assert.All(
            Enum.GetValues<Directive>(),
            directive => Assert.Contains(failures, one => one.Directive == directive));
        Assert.Contains(failures, failure => failure.Cause is PostRestartException);
        Assert.Contains(failures, failure => failure.LimitReached);
        Assert.Contains(reports, report => report is EngineReport.HookFailed { Hook: "PreRestart" });
        Assert.Contains(reports, report => report is EngineReport.HookFailed { Hook: "PostStop" });
    }

    [Fact]
    public async Task On_the_pool_too_every_living_actor_answers_and_the_tree_stops()
    {
        for (var seed = 0; seed < PoolWorlds; seed++)
        {
            var world = new UnluckyWorld(seed, settings => new PoolKit(settings));
            for (var step = 0; step < 2000; step++)
            {
                world.MaybeTellTrouble();
            }

            world.Calm = true;
            await Eventually.Succeeds(async () =>
            {
                foreach (var actor in world.Kit.System.LivingActors().Where(actor => actor != world.Probe.Ref))
                {
                    await actor.Ask<string>("ping", TimeSpan.FromSeconds(1));
                }
            });
            await ((PoolKit)world.Kit).DisposeAsync();
            await Eventually.True(
                () => world.Started == world.Stopped,
                describe: () => $"seed {seed}: {world.Started} started, {world.Stopped} stopped");
        }
    }

    private static (UnluckyWorld World, SteppedKit Kit) Live(int seed)
    {
        var world = new UnluckyWorld(seed, settings => SteppedKit.Create(seed, settings: settings));
        var kit = (SteppedKit)world.Kit;
        for (var step = 0; step < 200; step++)
        {
            kit.Dispatcher.Step();
            world.MaybeTellTrouble();
        }

        world.Calm = true;
        kit.Advance(TimeSpan.FromMinutes(10));
        return (world, kit);
    }

    private static bool Answers(UnluckyWorld world, SteppedKit kit, IActorRef actor)
    {
        world.Probe.Drain();
        world.Probe.Send(actor, "ping");
        kit.RunUntilIdle();
        return ReferenceEquals(actor, world.Probe.Ref) || world.Probe.Drain() is ["pong"];
    }
}
