namespace ControlPlane.Architecture.Tests;

/// <summary>A reader finds any decision in seconds: files are short, and cut by concept.</summary>
public sealed class FileSizeSpec
{
    private const int Ceiling = 400;

    private static readonly string[] Vague = ["Utils", "Util", "Common", "Helpers", "Helper", "Misc", "Extensions"];

    private static IReadOnlyList<string> All => [.. Sources.Files("src", "*.cs"), .. Sources.Files("tests", "*.cs")];

    [Fact]
    public void No_file_is_longer_than_the_ceiling() =>
        Assert.Empty(All.Where(f => Sources.Lines(f) > Ceiling).Select(f => $"{f}: {Sources.Lines(f)} lines"));

    [Fact]
    public void Half_of_the_files_fit_on_a_screen_and_nine_of_ten_on_three()
    {
        var lines = Sources.Files("src", "*.cs").Select(Sources.Lines).Order().ToList();
        Assert.InRange(lines[lines.Count / 2], 1, 60);
        Assert.InRange(lines[lines.Count * 9 / 10], 1, 200);
    }

    [Fact]
    public void Nothing_is_named_after_nothing()
    {
        var vague = All.Where(f => f.Split('/', '.').Any(part => Vague.Contains(part, StringComparer.Ordinal)));
        Assert.Empty(vague);
    }

    [Fact]
    public void A_spec_stands_at_the_mirrored_path_of_a_folder_that_exists()
    {
        var strays = Sources.Files("tests", "*Spec.cs")
            .Select(Path.GetDirectoryName)
            .Where(d => d!.Contains(".Tests/", StringComparison.Ordinal))
            .Select(
                d => d!.Replace("tests/", "src/", StringComparison.Ordinal)
                .Replace(".Tests/", "/", StringComparison.Ordinal))
            .Where(d => d.StartsWith("src/ControlPlane.Node/", StringComparison.Ordinal)
                && !$"{d}/".Contains("/Simulation/", StringComparison.Ordinal)
                && !Directory.Exists(Path.Combine(Sources.Root, d)))
            .Distinct();
        Assert.Empty(strays);
    }
}
