using ControlPlane.Etcd;
using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Cluster.View;

namespace ControlPlane.Node.Tests.Cluster.View;

public sealed class LastKnownSpec
{
    private readonly Views _views = new();

    private ClusterView View => _views.View;

    private static string Current => Views.Keys.CurrentConfig;

    private static ConfigVersion Version(int number) => new(number, $"v{number}.conf", "controlplane {}", "me");

    private void Load(long revision, params KeyValue[] items) =>
        _views.Mirror.Load(new RangeReply(revision, [.. items]));

    [Theory]
    [InlineData("oops")]
    [InlineData("{\"v\":1,\"number\":-1}")]
    [InlineData("{\"v\":1,\"number\":99}")]
    [InlineData(null)]
    public void What_was_applied_counts_on_when_its_key_says_nothing_that_can_be(string? text)
    {
        _views.Applied(2);
        _ = text is null ? _views.Delete(Current) : _views.Put(Current, text);
        Assert.Equal(Version(2), View.Configuration);
        Assert.True(View.Damaged[Current].Kept);
        var complaint = Assert.Single(_views.Complaints);
        Assert.Equal(Current, complaint.Key);
        Assert.Contains("what was in force before stays so (version 2)", complaint.Problem, StringComparison.Ordinal);
        Assert.Contains("cplane apply FILE", complaint.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_written_over_it_compares_with_what_stands_there()
    {
        _views.Applied(2).Put(Current, "oops");
        Assert.Equal(new Comparison.ChangedAt(Current, 3), View.Unchanged(Current, View.Config!.Modified));
        _views.Delete(Current);
        Assert.Equal(new Comparison.ChangedAt(Current, 0), View.Unchanged(Current, View.Config!.Modified));
        _views.Applied(3);
        Assert.Equal(new Comparison.ChangedAt(Current, 5), View.Unchanged(Current, View.Config!.Modified));
        Assert.Equal(3, View.ConfigNumber);
        Assert.Empty(View.Damaged);
    }

    [Theory]
    [InlineData("oops")]
    [InlineData(null)]
    public void The_text_of_the_version_in_force_stays_known(string? text)
    {
        _views.Applied(1);
        _views.Applied(2);
        var key = Views.Keys.Version(2);
        _ = text is null ? _views.Delete(key) : _views.Put(key, text);
        Assert.Equal(Version(2), View.Configuration);
        Assert.Equal(key, Assert.Single(_views.Complaints).Key);
        _views.Delete(Views.Keys.Version(1));
        Assert.DoesNotContain(1, View.Versions.Keys);
    }

    [Fact]
    public void A_version_that_was_deleted_is_forgotten_when_another_one_is_in_force()
    {
        _views.Applied(1).Delete(Views.Keys.Version(1));
        _views.Applied(2);
        Assert.Equal([2], View.Versions.Keys);
        Assert.Empty(View.Damaged);
    }

    [Fact]
    public void A_number_whose_version_comes_later_counts_then()
    {
        _views.Applied(1).Put(Current, new CurrentConfig(2));
        Assert.Equal(1, View.ConfigNumber);
        var complaint = Assert.Single(_views.Complaints);
        Assert.Contains("names version 2, which is not there", complaint.Problem, StringComparison.Ordinal);
        _views.Put(Views.Keys.Version(2), Version(2));
        Assert.Equal(2, View.ConfigNumber);
        Assert.Empty(View.Damaged);
    }

    [Fact]
    public void That_there_is_none_is_said_with_number_0_and_stays_so()
    {
        _views.Applied(1).Put(Current, new CurrentConfig(0));
        Assert.Null(View.Configuration);
        Assert.Empty(View.Damaged);
        _views.Put(Current, "oops");
        Assert.Null(View.Configuration);
        Assert.False(View.IsConfigUnknown);
        _views.Delete(Current);
        Assert.Null(View.Config);
        Assert.Empty(View.Damaged);
    }

    [Fact]
    public void What_is_known_outlives_that_everything_is_read_anew()
    {
        _views.Applied(2).Put(Views.Keys.Service("web"), new DesiredService(Enabled: false, Generation: 4));
        for (var round = 0; round < 2; round++)
        {
            Load(9 + round);
            Assert.Equal(Version(2), View.Configuration);
            Assert.Equal(4, View.Desired("web").Value.Generation);
            Assert.False(View.Desired("web").Value.Enabled);
            Assert.Equal(3, View.Damaged.Count);
            Assert.Equal(3, _views.Complaints.Count);
        }

        Load(
            20, Views.Item(Current, "?", 12), Views.Item(Views.Keys.Version(2), "?", 13),
            Views.Item(Views.Keys.Service("web"), "?", 14));
        Assert.Equal(Version(2), View.Configuration);
        Assert.False(View.Desired("web").Value.Enabled);
        Assert.Equal(new Comparison.ChangedAt(Current, 12), View.Unchanged(Current, View.Config!.Modified));
    }

    [Fact]
    public void What_is_known_of_a_later_store_is_not_later_than_the_one_that_was_read()
    {
        _views.Applied(2).Put(Views.Keys.Service("web"), new DesiredService(Scale: 3));
        Load(1);
        Assert.Equal(1, View.Desired("web").Modified);
        Assert.Equal(1, View.Config!.Modified);
    }

    [Theory]
    [InlineData("oops")]
    [InlineData(null)]
    public void What_people_want_of_a_service_counts_until_they_want_something_else(string? text)
    {
        var key = Views.Keys.Service("web");
        _views.Put(key, new DesiredService(Enabled: false));
        _ = text is null ? _views.Delete(key) : _views.Put(key, text);
        Assert.False(View.Desired("web").Value.Enabled);
        var complaint = Assert.Single(_views.Complaints);
        Assert.Contains("what people wanted of web before counts on", complaint.Problem, StringComparison.Ordinal);
        _views.Put(key, new DesiredService(Enabled: true));
        Assert.True(View.Desired("web").Value.Enabled);
        Assert.Empty(View.Damaged);
    }

    [Fact]
    public void Who_never_knew_it_does_not_take_it_for_none()
    {
        Load(9, Views.Item(Current, "oops", 4));
        Assert.True(View.IsConfigUnknown);
        Load(10, Views.Item(Current, "oops", 4));
        Assert.True(View.IsConfigUnknown);
        Assert.Contains("is not known", Assert.Single(_views.Complaints).Problem, StringComparison.Ordinal);
        Load(
            11, Views.Item(Current, ClusterCodec.Encode(new CurrentConfig(1)), 11),
            Views.Item(Views.Keys.Version(1), ClusterCodec.Encode(Version(1)), 10));
        Assert.False(View.IsConfigUnknown);
        Assert.Equal(Version(1), View.Configuration);
    }

    [Fact]
    public void Who_knew_that_nothing_was_applied_goes_on_with_that()
    {
        Load(9);
        _views.Put(Current, "oops");
        Assert.False(View.IsConfigUnknown);
        Assert.Null(View.Config);
        Assert.True(View.Damaged[Current].Kept);
    }
}
