using System.Globalization;
using System.Runtime.InteropServices;
using ControlPlane.Benchmarks;
using ControlPlane.Benchmarks.Clusters;
using ControlPlane.Benchmarks.CommandLines;
using ControlPlane.Benchmarks.Dispatching;
using ControlPlane.Benchmarks.Drain;
using ControlPlane.Benchmarks.Engine;
using ControlPlane.Benchmarks.Growth;
using ControlPlane.Benchmarks.Placement;
using ControlPlane.Benchmarks.Report;
using ControlPlane.Benchmarks.Restart;
using ControlPlane.Benchmarks.Serving;
using ControlPlane.Benchmarks.Thousand;
using ControlPlane.Benchmarks.Workload;

// One bench a word; without words all of them. A table on standard output, a report in JSON in a file.
if (args is [ManagedMemory.Word, var workers])
{
    return await ManagedMemory.AnswerAsync(int.Parse(workers, CultureInfo.InvariantCulture));
}

switch (args)
{
    case [NodeProgram.Word, var file, var sockets]: return await NodeProgram.RunAsync(file, sockets);
    case [BareEcho.Word, var port]: return await BareEcho.RunAsync(int.Parse(port, CultureInfo.InvariantCulture));
    case [PlainKestrel.Word, var port, var text]:
        return await PlainKestrel.RunAsync(int.Parse(port, CultureInfo.InvariantCulture), text);
}

var benches = new OrderedDictionary<string, Func<BenchRun, Task<IReadOnlyList<BenchRow>>>>(StringComparer.Ordinal)
{
    ["restart"] = RestartBench.RunAsync,
    ["thousand"] = ThousandBench.RunAsync,
    ["cli"] = CliBench.RunAsync,
    ["drain"] = DrainBench.RunAsync,
    ["growth"] = GrowthBench.RunAsync,
    ["cluster"] = async run => [.. await ClusterBench.RunAsync(run), .. await ClusterGrowthBench.RunAsync(run)],
    ["dispatch"] = DispatchBench.RunAsync,
    ["http"] = HttpBench.RunAsync,
    ["engine"] = run => Task.FromResult(EngineBench.Run(run.Quick)),
    ["placement"] = run => Task.FromResult<IReadOnlyList<BenchRow>>(
        [.. PlacementBench.Run(run.Quick), .. LeaderBench.Run(run.Quick)]),
    ["workload"] = run => Task.FromResult(WorkloadBench.Run(run.Quick)),
};

if (BenchOptions.Parse(args, benches.Keys, out var error) is not { } options)
{
    Console.Error.WriteLine(error);
    return 2;
}

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Leave);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Leave);
var run = new BenchRun(options.Quick, stop.Token);
var report = BenchReport.Begin(options.Quick);
Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"{report.At}, {report.Cores} cores, load {report.LoadBefore:N2}, {report.System}"));
Console.WriteLine(options.Quick
    ? "A quick run: it shows that the benches work; its numbers mean little, and no goal is judged."
    : "Each line: the median (or what it says), its unit, [lowest … highest; how many].");

foreach (var name in options.Names)
{
    try
    {
        foreach (var row in (await benches[name](run)).Select(r => options.Quick ? r with { Met = null } : r))
        {
            Console.WriteLine(row);
            report.Rows.Add(row);
        }
    }
    catch (OperationCanceledException) when (stop.IsCancellationRequested)
    {
        Console.Error.WriteLine($"bench [{name}] was interrupted; its processes are ended");
        return 130;
    }
    catch (BenchFailedException e)
    {
        Console.Error.WriteLine($"bench [{name}] could not measure: {e.Message}");
        report.Failures.Add($"{name}: {e.Message}");
    }
}

report.Write(options.Json);
Console.WriteLine($"as JSON: {options.Json}");
return report.Failures.Count == 0 ? 0 : 1;

void Leave(PosixSignalContext context)
{
    context.Cancel = true; // the benches end what they started
    stop.Cancel();
}
