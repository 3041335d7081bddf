namespace ControlPlane.Hocon.Typed;

public sealed class ConfigSpec
{
    private readonly SettingsErrors _errors = new();

    private Config Read(string text) =>
        new(HoconParser.Parse(text, new HoconOptions { Origin = "web.conf" }), "service", _errors);

    private string OnlyError() => Assert.Single(_errors.Items).ToString();

    [Fact]
    public void An_integer_out_of_its_range_is_named_with_the_range()
    {
        Read("threads = many").GetInt("threads", 1, 10000);
        Assert.Equal("web.conf:1:11: service.threads: is [many] (string); expected an integer from 1 to 10000. " +
            "Change the value or remove the key", OnlyError());
    }

    [Fact]
    public void An_unknown_key_comes_with_the_nearest_known_one()
    {
        var config = Read("tread = 1");
        config.FindInt("threads");
        config.RejectUnknownKeys();
        Assert.Equal("web.conf:1:1: service.tread: unknown key [tread]; did you mean [threads]? known here: threads",
            OnlyError());
    }

    [Fact]
    public void A_bare_number_is_a_duration_in_seconds() =>
        Assert.Equal(TimeSpan.FromSeconds(90), Read("t = 90").GetDuration("t"));

    [Fact]
    public void Objects_of_an_array_have_paths_with_an_index()
    {
        Assert.Equal("service.address[1]", Read("address = [{}, {}]").GetObjects("address")[1].Path);
        Assert.False(_errors.Any);
    }
}
