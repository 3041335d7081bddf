using System.Text.RegularExpressions;
using ControlPlane.Node.Controller.Configuration;
using ControlPlane.TestKit;

namespace ControlPlane.Node.Tests.Controller.Configuration;

/// <summary>
/// Each setting of the Netplex text (NetplexSettings.txt) is a key of the reference files, and changes what is run. A
/// new line without either fails here.
/// </summary>
public sealed class NetplexSettingsSpec
{
    private const string Base = """
        controller.logging.base.type = stderr
        service {
          web {
            protocol.http.address = [ { type = internet, bind = "127.0.0.1:80" } ]
            processor { type = process, command = [a] }
          }
          in { protocol.http.address = [ { type = local, path = in } ], processor.type = hello }
          scaled {
            processor { type = process, command = [a] }
            workload_manager { type = dynamic, min_free_jobs_capacity = 1, max_free_jobs_capacity = 3, max_threads = 4 }
          }
        }
        """;

    public static TheoryData<string> Settings => [.. Rows().Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Settings))]
    public void The_reference_names_it_as_a_key(string name) => Assert.Null(WhyNotNamed(Row(name)));

    [Theory]
    [MemberData(nameof(Settings))]
    public void Setting_it_changes_what_is_run(string name) => Assert.Null(WhyNoEffect(Row(name)));

    [Fact]
    public void A_setting_that_nobody_knows_would_be_found()
    {
        var planted = new Setting("service.colour", "service.conf", "colour", "service.web.colour = red", false);

        Assert.Contains("colour", WhyNotNamed(planted), StringComparison.Ordinal);
        Assert.Contains("colour", WhyNoEffect(planted), StringComparison.Ordinal);
    }

    [Fact]
    public void A_setting_that_is_only_mentioned_or_that_has_no_effect_would_be_found()
    {
        Assert.NotNull(WhyNotNamed(new Setting("service.journal", "controller.conf", "journal", "", false)));
        Assert.NotNull(
            WhyNoEffect(
                new Setting("service.enabled", "service.conf", "enabled", "service.web.enabled = true", false)));
    }

    [Fact]
    public void No_setting_stands_twice_in_the_list() =>
        Assert.Equal(Rows().Count, Rows().Select(row => row.Name).Distinct().Count());

    private static string? WhyNotNamed(Setting setting)
    {
        var text = ReferenceFiles.Text(setting.File);
        if (!Regex.IsMatch(text, $@"(?m)^[\s#{{]*{Regex.Escape(setting.Key)}\s*[={{]") && !(setting.MayBeLater
            && Regex.IsMatch(text, $@"not in this version: [^.]*\b{setting.Key}\b")))
        {
            return $"{setting.File} has no key {setting.Key}";
        }

        var netplex = setting.Name.Split('.')[^1];
        return netplex == "name" || Regex.IsMatch(text, $@"\b{netplex}\b")
            ? null
            : $"{setting.File} does not say {netplex}";
    }

    private static string? WhyNoEffect(Setting setting)
    {
        var result = Reading.Of($"controlplane {{ {Base}\n{setting.Text}\n}}");
        if (!result.Ok)
        {
            return setting.MayBeLater
                && result.Errors.All(e => e.Message.Contains("not in this version", StringComparison.Ordinal))
                ? null
                : result.ErrorText;
        }

        var before = Reading.Plan($"controlplane {{ {Base} }}");
        return PlanDifference.Between(before, result.Plan).IsEmpty ? $"[{setting.Text}] changes nothing" : null;
    }

    private static Setting Row(string name) => Rows().Single(row => row.Name == name);

    private static List<Setting> Rows() =>
    [
        .. File.ReadLines(
            RepositoryRoot.File("tests/ControlPlane.Node.Tests/Controller/Configuration/NetplexSettings.txt"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(" | "))
            .Select(
                parts => new Setting(parts[0], parts[1], parts[2], parts[3], parts.ElementAtOrDefault(4) == "later")),
    ];

    private sealed record Setting(string Name, string File, string Key, string Text, bool MayBeLater);
}
