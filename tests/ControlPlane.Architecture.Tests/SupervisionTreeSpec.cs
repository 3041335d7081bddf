using System.Text.RegularExpressions;

namespace ControlPlane.Architecture.Tests;

/// <summary>The folder tree shows the supervision tree.</summary>
public sealed partial class SupervisionTreeSpec
{
    /// <summary>The supervision tree of README, How it is built.</summary>
    private static readonly string[] Sections =
        [
            "Admin", "Census", "Cluster", "Containers", "Controller", "Logging", "Plugins", "Services", "Sockets",
            "Workload",
        ];

    [Fact]
    public void The_folders_of_the_node_are_the_sections_of_the_tree()
    {
        var folders = Sources.Files("src/ControlPlane.Node", "*.cs").Select(f => f.Split('/')[2]).Distinct();
        Assert.Equal(Sections, folders.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_section_is_led_by_the_actor_of_its_name()
    {
        var named = Sources.Files("src/ControlPlane.Node", "*.cs")
            .Select(f => (Folder: f.Split('/')[2], Match: Name().Match(Sources.Text(f))))
            .Where(f => f.Match.Success)
            .Select(f => (f.Folder, Actor: f.Match.Groups[1].Value))
            .ToList();
        Assert.All(named, n => Assert.Equal(n.Folder.ToLowerInvariant(), n.Actor));
        Assert.Equal(Sections, named.Select(n => n.Folder).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Both_kinds_of_containers_stand_below_the_containers()
    {
        var kinds = Sources.Files("src/ControlPlane.Node/Containers", "*Container.cs").Select(f => f.Split('/')[3]);
        Assert.Equal(["InProcess", "OsProcess"], kinds.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"public const string Name = ""([a-z-]+)"";")]
    private static partial Regex Name();
}
