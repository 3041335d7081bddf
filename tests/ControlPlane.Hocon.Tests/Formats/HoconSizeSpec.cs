namespace ControlPlane.Hocon.Formats;

public sealed class HoconSizeSpec
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("512", 512)]
    [InlineData("512B", 512)]
    [InlineData("512 b", 512)]
    [InlineData("1 byte", 1)]
    [InlineData("2 bytes", 2)]
    [InlineData("1kB", 1000)]
    [InlineData("1 kilobyte", 1000)]
    [InlineData("2 kilobytes", 2000)]
    [InlineData("1K", 1024)]
    [InlineData("1k", 1024)]
    [InlineData("1Ki", 1024)]
    [InlineData("1KiB", 1024)]
    [InlineData("1 kibibyte", 1024)]
    [InlineData("1.5 kibibytes", 1536)]
    [InlineData("1MB", 1_000_000)]
    [InlineData("1 megabytes", 1_000_000)]
    [InlineData("1M", 1_048_576)]
    [InlineData("1m", 1_048_576)]
    [InlineData("1MiB", 1_048_576)]
    [InlineData("1 mebibyte", 1_048_576)]
    [InlineData("1GB", 1_000_000_000)]
    [InlineData("1g", 1_073_741_824)]
    [InlineData("1Gi", 1_073_741_824)]
    [InlineData("1 gigabyte", 1_000_000_000)]
    [InlineData("1TB", 1_000_000_000_000)]
    [InlineData("1T", 1_099_511_627_776)]
    [InlineData("1PB", 1_000_000_000_000_000)]
    [InlineData("1 pebibyte", 1_125_899_906_842_624)]
    [InlineData("1EB", 1_000_000_000_000_000_000)]
    [InlineData("1E", 1_152_921_504_606_846_976)]
    [InlineData("0.001 ZB", 1_000_000_000_000_000_000)]
    [InlineData("0.000001 yottabytes", 1_000_000_000_000_000_000)]
    public void A_number_and_a_unit_are_a_size(string text, long bytes)
    {
        Assert.True(HoconSize.TryParse(text, out var size));
        Assert.Equal(bytes, size);
    }

    [Theory]
    [InlineData("")]
    [InlineData("K")]
    [InlineData("1KB")]
    [InlineData("1kiB")]
    [InlineData("1mB")]
    [InlineData("1 Bytes")]
    [InlineData("1 parsec")]
    [InlineData("10E")]
    [InlineData("1ZB")]
    [InlineData("1Y")]
    public void Anything_else_is_not(string text) => Assert.False(HoconSize.TryParse(text, out _));
}
