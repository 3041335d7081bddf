using ControlPlane.Node.Cluster.Commands;
using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Tests.Cluster.View;

namespace ControlPlane.Node.Tests.Cluster.Commands;

public sealed class ConfigHistorySpec
{
    private readonly Views _views = new();

    private static ConfigVersion Version(int number, int? before = null) =>
        new(number, $"{number}.conf", $"text {number}", "me", before);

    private ConfigHistorySpec Has(params ConfigVersion[] versions)
    {
        foreach (var version in versions)
        {
            _views.Put(Views.Keys.Version(version.Number), version);
        }

        return this;
    }

    private ConfigHistorySpec InForce(int number)
    {
        _views.Put(Views.Keys.CurrentConfig, new CurrentConfig(number));
        return this;
    }

    private ConfigWish? Wish(int? asked = null) => ConfigHistory.Earlier(_views.View, asked).Wish;

    private string? Problem(int? asked = null) => ConfigHistory.Earlier(_views.View, asked).Problem?.Error;

    [Fact]
    public void Before_the_first_version_there_were_the_files_of_the_nodes()
    {
        Has(Version(1, before: 0)).InForce(1);
        Assert.Equal(ConfigWish.OwnFiles, Wish());
        Has(Version(1)); // Of a program that did not note it down.
        Assert.Equal(ConfigWish.OwnFiles, Wish());
    }

    [Fact]
    public void It_goes_back_to_what_was_in_force_and_not_to_the_number_below()
    {
        Has(Version(1, 0), Version(2, 1), Version(3, 1)).InForce(3);
        Assert.Equal("text 1", Wish()?.Text);
        Has(Version(4, 0)).InForce(4);
        Assert.Equal(ConfigWish.OwnFiles, Wish());
    }

    [Fact]
    public void A_copy_goes_further_back_than_its_original()
    {
        Has(Version(1, 0), Version(2, 1)).InForce(2);
        Assert.Equal(0, ConfigHistory.BeforeNext(_views.View, Wish()!));
        Assert.Equal(2, ConfigHistory.BeforeNext(_views.View, new ConfigWish("new.conf", "new")));
    }

    [Fact]
    public void A_version_that_does_not_say_it_came_after_the_number_below()
    {
        Has(Version(3), Version(5)).InForce(5);
        Assert.Equal("text 3", Wish()?.Text);
        InForce(3);
        Assert.Equal("What was in force before version 3 is not known any more.", Problem());
    }

    [Fact]
    public void What_is_not_kept_any_more_is_not_taken_for_something_else()
    {
        Has(Version(2, 1), Version(3, 1)).InForce(3);
        Assert.Equal("Version 1, which was in force before version 3, is not kept any more.", Problem());
        Assert.Contains("0 (the nodes' own files), 2, 3", ConfigHistory.Earlier(_views.View, null).Problem!.Hint);
    }

    [Fact]
    public void Any_version_that_is_there_may_be_asked_for_and_so_may_the_files()
    {
        Has(Version(1, 0), Version(2, 1)).InForce(1);
        Assert.Equal("text 2", Wish(2)?.Text);
        Assert.Equal(ConfigWish.OwnFiles, Wish(0));
        Assert.Equal("There is no version 7.", Problem(7));
    }

    [Fact]
    public void What_can_be_had_is_listed_with_the_newest_first()
    {
        Has(Version(9, 0), Version(10, 9), Version(11, 0) with { Of = 9 }).InForce(11);
        Assert.Equal(
            [(11, true, 9), (10, false, null), (9, false, null), (0, false, null)],
            ConfigHistory.List(_views.View).Select(v => (v.Version, v.InForce, v.CopyOf)));
        InForce(0);
        Assert.Equal(0, ConfigHistory.List(_views.View).Single(v => v.InForce).Version);
    }

    [Fact]
    public void Before_anything_is_applied_and_after_it_was_taken_off_there_is_nothing_to_go_back_to()
    {
        Assert.StartsWith("There is no version in force", Problem());
        Has(Version(1, 0)).InForce(0);
        Assert.StartsWith("There is no version in force", Problem());
        Assert.Equal("text 1", Wish(1)?.Text);
    }
}
