using ControlPlane.Api.Netplex.Rpc;

namespace ControlPlane.Api.Tests.Netplex.Rpc;

public sealed class XdrReaderSpec
{
    [Theory]
    [InlineData("", "")]
    [InlineData("a", "a")]
    [InlineData("abcd", "abcd")]
    [InlineData("grüße", "grüße")]
    public void A_string_is_read_as_it_was_written(string text, string expected)
    {
        var reader = new XdrReader(new XdrWriter().Text(text).Written.Span);

        Assert.Equal(expected, reader.Text(100));
        reader.End();
    }

    [Fact]
    public void What_is_written_is_padded_with_zeros_to_four_bytes() =>
        Assert.Equal(
            "0000000561626364650000000000000000000007",
            Convert.ToHexStringLower(new XdrWriter().Text("abcde").Hyper(7).Written.Span));

    [Theory]
    [InlineData("000000")]
    [InlineData("00000005 61626364")]
    [InlineData("00000001 61000001")]
    [InlineData("00000001 61")]
    [InlineData("00000011 6161616161616161616161616161616161000000")] // 17 bytes, one over the limit
    [InlineData("ffffffff")]
    [InlineData("00000001 ff000000")]
    public void What_is_no_string_is_refused(string hexadecimal) => Assert.Throws<XdrException>(() =>
    {
        var reader = new XdrReader(RpcClient.Bytes(hexadecimal));
        reader.Text(16);
    });

    [Fact]
    public void A_count_that_cannot_be_there_allocates_nothing()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Throws<XdrException>(() =>
        {
            var reader = new XdrReader(RpcClient.Bytes("3fffffff 00000000"));
            reader.Texts(int.MaxValue, 10);
        });

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }
}
