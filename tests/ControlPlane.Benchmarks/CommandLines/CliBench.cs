using ControlPlane.Benchmarks.Programs;
using ControlPlane.Benchmarks.Report;
using ControlPlane.Benchmarks.Supervisors;

namespace ControlPlane.Benchmarks.CommandLines;

/// <summary>
/// How long an operator waits for <c>cplane list</c>: the whole process, from its start until it is collected, beside
/// an empty .NET program that is published the same way and beside <c>supervisorctl status</c>. A round runs each once,
/// the order moves on by one.
/// </summary>
internal static class CliBench
{
    private const string Name = "cli";
    private const int Services = 3;

    public static async Task<IReadOnlyList<BenchRow>> RunAsync(BenchRun run)
    {
        await using var cplane = CplaneNode.Start(Crowd());
        await using var supervisord = SupervisordNode.Start(Crowd());
        IReadOnlyList<string>[] commands = [cplane.StatusCommand, [BenchRun.EmptyProgram], supervisord.StatusCommand];
        foreach (var supervisor in new ISupervisor[] { cplane, supervisord })
        {
            await AnswersAsync(supervisor, run);
        }

        var rounds = run.Choose(5, 40);
        var took = commands.Select(_ => new double[rounds]).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            for (var turn = 0; turn < commands.Length; turn++)
            {
                var which = (round + turn) % commands.Length;
                var finished = (await FinishedProcess.RunAsync(commands[which], run.Cancellation)).Succeeded();
                took[which][round] = finished.Took.TotalMilliseconds;
            }
        }

        return
        [
            BenchRow.Of(Name, "cplane list", "ms", took[0]),
            BenchRow.Of(Name, "an empty .NET program", "ms", took[1]),
            BenchRow.Of(Name, "supervisorctl status", "ms", took[2]),
            BenchRow.Of(Name, "cplane list / an empty .NET program, same round", "times",
                took[0].Zip(took[1], (mine, empty) => mine / empty), Goal.AtMost(4, "times")),
            BenchRow.Of(Name, "cplane list / supervisorctl status, same round", "times",
                took[0].Zip(took[2], (mine, peer) => mine / peer)),
        ];
    }

    private static WorkerPlan Crowd() => new(["/bin/sleep", "86400"], Services, GoodAtOnce: true);

    /// <summary>Until the supervisor answers and all its workers run; the answer warms the caches too.</summary>
    private static async Task AnswersAsync(ISupervisor supervisor, BenchRun run)
    {
        const int Attempts = 600;
        var watch = new ChildWatch(supervisor.Pid, "sleep");
        await watch.UntilAsync(Services, TimeSpan.FromSeconds(60), supervisor.MustRun, run.Cancellation);
        for (var attempt = 1; ; attempt++)
        {
            var answer = await FinishedProcess.RunAsync(supervisor.StatusCommand, run.Cancellation);
            if (answer.ExitCode == 0 && answer.Output.Contains("work", StringComparison.Ordinal))
            {
                return;
            }

            supervisor.MustRun();
            if (attempt == Attempts)
            {
                answer.Succeeded();
                throw new BenchFailedException($"the workers are not in the answer: {answer.Output}");
            }

            await run.PauseAsync(TimeSpan.FromMilliseconds(50));
        }
    }
}
