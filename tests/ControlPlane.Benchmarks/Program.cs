using System.Text.Json;
using ControlPlane.Benchmarks;
using ControlPlane.Benchmarks.Engine;

// One bench a word; without words all of them. A table on standard error, JSON on standard output.
var benches = new Dictionary<string, Func<IReadOnlyList<BenchRow>>>(StringComparer.Ordinal)
{
    ["engine"] = EngineBench.Run,
};

if (args.FirstOrDefault(word => !benches.ContainsKey(word)) is { } unknown)
{
    Console.Error.WriteLine($"there is no bench [{unknown}]; there are: {string.Join(", ", benches.Keys)}");
    return 2;
}

var rows = new List<BenchRow>();
foreach (var name in args.Length > 0 ? args : [.. benches.Keys])
{
    foreach (var row in benches[name]())
    {
        Console.Error.WriteLine(row);
        rows.Add(row);
    }
}

Console.WriteLine(JsonSerializer.Serialize(rows, JsonSerializerOptions.Web));
return 0;
