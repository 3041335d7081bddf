using ControlPlane.Benchmarks.Report;

namespace ControlPlane.Benchmarks.Engine;

/// <summary>
/// The actor engine beside bare channels: messages per second between two actors, one way and back and forth, and bytes
/// allocated a message. Each round measures both, one after the other, in turns first; the messages themselves are made
/// before, so what is allocated belongs to the engine.
/// </summary>
public static class EngineBench
{
    private const string Name = "engine";
    private const int WarmUpRounds = 3;
    private const int Rounds = 11;
    private const int FloodMessages = 1_000_000;
    private const int PingPongMessages = 200_000;

    private const int QuickRounds = 3;
    private const int QuickDivisor = 10;

    /// <param name="quick">Fewer rounds of fewer messages: shows that it works.</param>
    public static IReadOnlyList<BenchRow> Run(bool quick)
    {
        var rounds = quick ? QuickRounds : Rounds;
        var flood = FloodMessages / (quick ? QuickDivisor : 1);
        var pingPong = PingPongMessages / (quick ? QuickDivisor : 1);
        return
        [
            .. Compare(rounds, "one way", new ActorFlood(flood), new ChannelFlood(flood)),
            .. Compare(rounds, "back and forth", new ActorPingPong(pingPong), new ChannelPingPong(pingPong)),
        ];
    }

    private static IEnumerable<BenchRow> Compare(int rounds, string what, IContender actors, IContender channels)
    {
        var actorRounds = new List<Round>();
        var channelRounds = new List<Round>();
        for (var round = -WarmUpRounds; round < rounds; round++)
        {
            Round ofActors, ofChannels;
            if (round % 2 == 0)
            {
                ofActors = Measure(actors);
                ofChannels = Measure(channels);
            }
            else
            {
                ofChannels = Measure(channels);
                ofActors = Measure(actors);
            }

            if (round >= 0)
            {
                actorRounds.Add(ofActors);
                channelRounds.Add(ofChannels);
            }
        }

        yield return Row($"{what}: actors", "messages/s", actorRounds.Select(round => round.PerSecond));
        yield return Row($"{what}: bare channel", "messages/s", channelRounds.Select(round => round.PerSecond));
        yield return Row(
            $"{what}: actors / bare channel, same round",
            "times",
            actorRounds.Zip(channelRounds, (mine, bare) => mine.PerSecond / bare.PerSecond));
        yield return Row($"{what}: actors, allocated", "bytes/message", actorRounds.Select(round => round.BytesEach));
        yield return Row(
            $"{what}: bare channel, allocated", "bytes/message", channelRounds.Select(round => round.BytesEach));
    }

    private static BenchRow Row(string what, string unit, IEnumerable<double> rounds) =>
        BenchRow.Of(Name, what, unit, rounds);

    private static Round Measure(IContender contender)
    {
        GC.Collect();
        var bytes = GC.GetTotalAllocatedBytes(precise: true);
        var began = TimeProvider.System.GetTimestamp();
        contender.Run();
        var took = TimeProvider.System.GetElapsedTime(began);
        bytes = GC.GetTotalAllocatedBytes(precise: true) - bytes;
        return new Round(contender.Messages / took.TotalSeconds, (double)bytes / contender.Messages);
    }

    private readonly record struct Round(double PerSecond, double BytesEach);
}
