using System.Text;
using ControlPlane.Contracts.Admin;

namespace ControlPlane.Api.Tests.Requests;

public sealed class ConfigurationMembersSpec
{
    [Fact]
    public async Task The_largest_text_passes_also_if_each_of_its_characters_is_escaped()
    {
        await using var api = await RunningApi.StartAsync();
        var escaped = new StringBuilder().Insert(0, "\\u0022", ConfigurationLimits.MaxBytes);

        var reply = api.Send("POST", "/v1/configuration", $$"""{"text":"{{escaped}}","origin":"big.conf"}""");

        Assert.Equal(200, reply.Status);
        var apply = Assert.IsType<ClusterProtocol.Apply>(Assert.Single(api.Plane.Asked).Request);
        Assert.Equal(new string('"', ConfigurationLimits.MaxBytes), apply.Text);
    }

    [Theory]
    [InlineData("/v1/configuration")]
    [InlineData("/v1/configuration/plan")]
    public async Task A_text_over_the_limit_is_refused_with_what_was_found_and_allowed(string target)
    {
        await using var api = await RunningApi.StartAsync();
        var text = new string('ä', (ConfigurationLimits.MaxBytes / 2) + 1);

        var reply = api.Send("POST", target, $$"""{"text":"{{text}}"}""");

        Assert.Equal(400, reply.Status);
        Assert.Contains(
            "the configuration has 1048578 bytes; expected at most 1048576", reply.Body, StringComparison.Ordinal);
        Assert.Empty(api.Plane.Asked);
    }

    [Theory]
    [InlineData("/v1/configuration", "{}", "the body has no text")]
    [InlineData("/v1/configuration", """{"text":"a","origin":""}""", "origin has 0 characters; expected 1 to 1024")]
    [InlineData("/v1/configuration/plan", """{"text":"a","wait":true}""", "[wait]; allowed here: text, origin")]
    [InlineData("/v1/configuration/rollback", """{"text":"a"}""", "[text]; allowed here: wait, timeout, version")]
    public async Task What_is_missing_or_belongs_elsewhere_is_said(string target, string body, string error)
    {
        await using var api = await RunningApi.StartAsync();

        var reply = api.Send("POST", target, body);

        Assert.Equal(400, reply.Status);
        Assert.Contains(error, reply.Body, StringComparison.Ordinal);
        Assert.Empty(api.Plane.Asked);
    }
}
