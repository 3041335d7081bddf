using System.Xml.Linq;

namespace ControlPlane.Architecture.Tests;

/// <summary>The one direction of dependencies (design, projects).</summary>
public sealed class ProjectReferencesSpec
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Hocon"] = [],
        ["Actors"] = [],
        ["Contracts"] = [],
        ["Import"] = [],
        ["Etcd"] = [],
        ["Platform"] = ["Contracts"],
        ["Node"] = ["Hocon", "Actors", "Contracts", "Etcd", "Platform"],
        ["Api"] = ["Contracts"],
        ["Http"] = ["Contracts"],
        ["Hosting"] = ["Hocon", "Actors", "Contracts", "Etcd", "Import", "Platform", "Node", "Api", "Http"],
        ["Cli"] = ["Contracts", "Hocon", "Import", "Hosting"],
        ["Embedded"] = ["Hosting"], // the sample
    };

    public static TheoryData<string> Projects => [.. Sources.Files("src", "*.csproj")];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_refers_only_to_what_the_design_allows(string project)
    {
        var name = Short(project);
        Assert.True(Allowed.ContainsKey(name), $"{project} is not in the table of allowed references");
        var references = XDocument.Parse(Sources.Text(project)).Descendants("ProjectReference")
            .Select(r => Short(r.Attribute("Include")!.Value));
        Assert.Subset(Allowed[name].ToHashSet(), references.ToHashSet());
    }

    [Fact]
    public void The_table_names_no_project_that_is_gone() =>
        Assert.Equal(Allowed.Keys.Order(), Sources.Files("src", "*.csproj").Select(Short).Order());

    [Fact]
    public void Only_the_api_the_hosting_and_the_http_processors_know_the_web_framework()
    {
        var web = Sources.Files("src", "*.csproj")
            .Where(p => Sources.Text(p).Contains("Microsoft.AspNetCore.App", StringComparison.Ordinal)).Select(Short);
        Assert.Equal(["Api", "Hosting", "Http"], web.Order());
    }

    [Fact]
    public void Package_versions_stand_in_one_place_only() => Assert.All(
        [.. Sources.Files("src", "*.csproj"), .. Sources.Files("tests", "*.csproj")],
        project => Assert.All(
            XDocument.Parse(Sources.Text(project)).Descendants("PackageReference"),
            reference => Assert.Null(reference.Attribute("Version"))));

    private static string Short(string project) =>
        Path.GetFileNameWithoutExtension(project).Replace("ControlPlane.", "", StringComparison.Ordinal);
}
