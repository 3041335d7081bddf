using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ControlPlane.Benchmarks.Report;

/// <summary>What a run of the benches found, as JSON: additive, names in camelCase.</summary>
/// <param name="At">Start of the run, RFC 3339 UTC.</param>
/// <param name="Quick">A small run, to see that the benches work: its numbers mean little, no goal is judged.</param>
/// <param name="Cores">Processors that the run had.</param>
/// <param name="System">Kernel and processor architecture.</param>
/// <param name="LoadBefore">The kernel's load average over a minute at the start; much above 0: disturbed.</param>
/// <param name="Rows">In the order in which they were measured.</param>
/// <param name="Failures">Benches that could not measure, and why.</param>
public sealed record BenchReport(
    string At,
    bool Quick,
    int Cores,
    string System,
    double LoadBefore,
    List<BenchRow> Rows,
    List<string> Failures)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // a file that people read, never part of a page
    };

    public static BenchReport Begin(bool quick) => new(
        TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        quick,
        Environment.ProcessorCount,
        $"{RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}, "
            + RuntimeInformation.FrameworkDescription,
        double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture),
        [],
        []);

    public void Write(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        File.WriteAllText(file, JsonSerializer.Serialize(this, Json) + "\n");
    }
}
