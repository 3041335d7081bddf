using ControlPlane.Api.Requests;

namespace ControlPlane.Api.Tests.Requests;

public sealed class RequestTargetSpec
{
    [Fact]
    public void Names_are_decoded_after_the_path_is_split() =>
        Assert.Equal(["v1", "a/b", "..", "%"], RequestTarget.Parse("/v1/a%2Fb/%2e%2E/%25").Segments);

    [Theory]
    [InlineData("http://node/v1/a?x=1")]
    [InlineData("HTTPS://node:8443/v1/a?x=1")]
    public void A_target_may_be_a_whole_address(string target) =>
        Assert.Equal(["v1", "a"], RequestTarget.Parse(target).Segments);

    [Fact]
    public void A_plus_is_a_plus_and_an_encoded_ampersand_belongs_to_the_value() =>
        Assert.Equal(
            [new("service", "a+b&c=d?"), new("x", "")],
            RequestTarget.Parse("/?service=a+b%26c=d?&x").Query);

    [Fact]
    public void A_name_of_256_characters_fits() =>
        Assert.Equal(new string('a', 256), RequestTarget.Parse("/" + new string('a', 256)).Segments[0]);

    [Theory]
    [InlineData("*", "begin with a slash")]
    [InlineData("/a%2", "two hexadecimal digits")]
    [InlineData("/a%zz", "two hexadecimal digits")]
    [InlineData("/%ff", "not UTF-8")]
    [InlineData("/%ED%A0%80", "not UTF-8")]
    [InlineData("/a%00b", "control character")]
    [InlineData("/a%0Ab", "control character")]
    [InlineData("/ä", "has to be ASCII")]
    public void A_malformed_target_is_refused_and_says_why(string target, string problem)
    {
        var refused = Assert.Throws<RequestRefusedException>(() => RequestTarget.Parse(target));

        Assert.Equal(400, refused.Status);
        Assert.Contains(problem, refused.Body.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_is_too_long_is_refused_with_the_limit() =>
        Assert.Contains(
            "257 characters; at most 256",
            Assert.Throws<RequestRefusedException>(() => RequestTarget.Parse("/" + new string('a', 257))).Body.Error,
            StringComparison.Ordinal);
}
