namespace ControlPlane.Import.Syntax;

public sealed class NumberTextSpec
{
    [Theory]
    [InlineData("10", 10)]
    [InlineData("-3", -3)]
    [InlineData("1_000", 1000)]
    [InlineData("0x1F", 31)]
    [InlineData("0o660", 432)]
    [InlineData("0b101", 5)]
    [InlineData("010", 10)]
    [InlineData("4611686018427387903", 4611686018427387903)]
    public void Integers(string text, long value) => Assert.Equal(value, Reading.Value(text));

    [Theory]
    [InlineData("5.", 5.0)]
    [InlineData("-2.5", -2.5)]
    [InlineData("1_0.5e-1", 1.05)]
    public void Numbers_with_a_dot(string text, double value) => Assert.Equal(value, Reading.Value(text));

    [Theory]
    [InlineData("4611686018427387904")]
    [InlineData("12ab")]
    [InlineData("0x")]
    [InlineData("0b2")]
    [InlineData("1e3")]
    [InlineData("-")]
    [InlineData("1.2.3")]
    [InlineData("1.0e999")]
    public void What_is_neither_is_an_error_with_its_place(string text) => Assert.StartsWith(
        $"f:1:15: [{text}] is not a number", Assert.Throws<NetplexException>(() => Reading.Value(text)).Message,
        StringComparison.Ordinal);
}
