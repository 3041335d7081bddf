using System.Net;
using ControlPlane.Platform.Sockets;

namespace ControlPlane.Platform.Tests.Sockets;

public sealed class RawAddressSpec
{
    [Theory]
    [InlineData("127.0.0.1:8080", "02001F907F0000010000000000000000")]
    [InlineData("[::1]:258", "0A000102000000000000000000000000000000000000000100000000")]
    [InlineData("[fe80::2%7]:1", "0A00000100000000FE80000000000000000000000000000207000000")]
    public void Internet_addresses_are_laid_out_as_the_kernel_has_them(string endPoint, string raw) =>
        Assert.Equal(raw, Convert.ToHexString(RawAddress.Of(IPEndPoint.Parse(endPoint))));

    [Fact]
    public void A_path_ends_with_a_zero() =>
        Assert.Equal("01002F746D702FC3A900", Convert.ToHexString(RawAddress.OfPath("/tmp/é")));
}
