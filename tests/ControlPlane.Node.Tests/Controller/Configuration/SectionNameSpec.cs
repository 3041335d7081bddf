using ControlPlane.Node.Controller.Configuration;

namespace ControlPlane.Node.Tests.Controller.Configuration;

public sealed class SectionNameSpec
{
    [Theory]
    [InlineData("web")]
    [InlineData("a")]
    [InlineData("_x")]
    [InlineData("7up")]
    [InlineData("shop.eu-1_blue")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123")]
    public void Names_are_1_to_64_ASCII_letters_digits_and_three_signs(string name) =>
        Assert.Null(SectionName.Problem(name));

    [Theory]
    [InlineData("")]
    [InlineData("-x")]
    [InlineData(".x")]
    [InlineData("..")]
    [InlineData("a:b")]
    [InlineData("a/b")]
    [InlineData("a b")]
    [InlineData("straße")]
    [InlineData("01234567890123456789012345678901234567890123456789012345678901234")]
    public void Other_names_are_refused_with_the_rule(string name) => Assert.EndsWith(
        "is not allowed; a name has 1 to 64 ASCII letters, digits, or _ . - and does not begin with . or -",
        SectionName.Problem(name),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("controller")]
    [InlineData("netplex.controller")]
    public void A_service_may_not_be_called_as_the_node_is(string name)
    {
        Assert.Equal($"the name [{name}] is that of the node itself; choose another one",
            SectionName.ProblemOfService(name));
        Assert.Null(SectionName.Problem(name));
    }

    [Fact]
    public void A_name_of_a_megabyte_is_not_repeated_whole() =>
        Assert.True(SectionName.Problem(new string('x', 1 << 20))!.Length < 250);
}
