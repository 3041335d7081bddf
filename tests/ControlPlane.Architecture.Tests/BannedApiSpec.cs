using System.Text.RegularExpressions;

namespace ControlPlane.Architecture.Tests;

/// <summary>Time comes from TimeProvider, randomness from a seed, and nothing sleeps.</summary>
public sealed partial class BannedApiSpec
{
    [Fact]
    public void The_analyzer_that_bans_them_is_on_in_every_project_and_its_warnings_are_errors()
    {
        var build = Sources.Text("Directory.Build.props");
        Assert.Contains("Microsoft.CodeAnalysis.BannedApiAnalyzers", build, StringComparison.Ordinal);
        Assert.Contains("<TreatWarningsAsErrors>true</TreatWarningsAsErrors>", build, StringComparison.Ordinal);
        Assert.Contains("BannedSymbols.txt", build, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("M:System.Threading.Thread.Sleep(System.Int32)")]
    [InlineData("M:System.Threading.Tasks.Task.Delay(System.TimeSpan)")]
    [InlineData("P:System.DateTime.Now")]
    [InlineData("P:System.DateTimeOffset.UtcNow")]
    [InlineData("P:System.Random.Shared")]
    public void The_list_names_what_is_banned(string symbol) =>
        Assert.Contains(symbol, Sources.Text("BannedSymbols.txt"), StringComparison.Ordinal);

    [Fact]
    public void Nobody_switches_it_off()
    {
        var excused = Sources.Files("src", "*.cs").Concat(Sources.Files("tests", "*.cs"))
            .Where(f => Suppression().IsMatch(Sources.Text(f)));
        Assert.Empty(excused);
    }

    [GeneratedRegex(@"(pragma warning disable|SuppressMessage\().*RS00[3]0")]
    private static partial Regex Suppression();
}
