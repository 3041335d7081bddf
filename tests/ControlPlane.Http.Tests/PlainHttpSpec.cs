namespace ControlPlane.Http.Tests;

public sealed class PlainHttpSpec
{
    [Fact]
    public async Task Without_an_application_it_says_its_text()
    {
        await using var place = await Place.Start(PlainHttp.Create(new Settings(("text", "welcome"))));
        using var client = new HttpClient();
        Assert.Equal("welcome", await client.GetStringAsync(place.Url + "/anything"));
    }

    [Fact]
    public void It_needs_a_directory_or_a_text_but_not_both()
    {
        var none = new Settings();
        PlainHttp.Create(none);
        Assert.StartsWith("directory: is missing", Assert.Single(none.Errors), StringComparison.Ordinal);
        var both = new Settings(("text", "x"), ("directory", "/"));
        PlainHttp.Create(both);
        Assert.StartsWith("text: stands beside directory", Assert.Single(both.Errors), StringComparison.Ordinal);
    }
}
