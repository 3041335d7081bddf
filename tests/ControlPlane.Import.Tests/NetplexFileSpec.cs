namespace ControlPlane.Import;

public sealed class NetplexFileSpec
{
    [Theory]
    [InlineData("netplex { }")]
    [InlineData("(* c *) netplex (* c *) { controller { } };")]
    [InlineData("\uFEFF netplex{service{name=\"controlplane { }\"}}")]
    [InlineData("netplex { (* include \"x\" *) }")]
    [InlineData("netplex { service { name = } }")]
    [InlineData("netplex { service { ")]
    public void A_file_that_is_meant_for_Netplex_is_known_also_a_broken_one(string text) =>
        Assert.True(NetplexFile.Recognizes(text));

    [Theory]
    [InlineData("")]
    [InlineData("controlplane { }")]
    [InlineData("{ netplex { } }")]
    [InlineData("# a comment\nnetplex { }")]
    [InlineData("netplex = { a = 1 }")]
    [InlineData("netplex.a { }")]
    [InlineData("\"netplex\" { }")]
    [InlineData("netplexes { }")]
    [InlineData("netplex { port = 80 }\ncontrolplane { service.x { } }")]
    [InlineData("netplex { port = 80 }\ncontrolplane.service.x = { }")]
    [InlineData("netplex { port = 80 }, \"controlplane\" : { }")]
    [InlineData("netplex { # it's \"mine\n port = 80 }\ncontrolplane += { }")]
    [InlineData("netplex { x = \"\"\"a\"b\"\"\" }\ncontrolplane { y = \"z\" }")]
    [InlineData("netplex { port = 80 }\ninclude \"node.conf\"")]
    [InlineData("netplex { port = 80 }\ninclude required(file(\"node.conf\"))")]
    public void HOCON_is_never_mistaken(string text) => Assert.False(NetplexFile.Recognizes(text));

    [Fact]
    public void A_file_that_is_too_long_is_refused_before_it_is_read()
    {
        var text = "netplex { }" + new string(' ', NetplexFile.MaxBytes);

        Assert.False(NetplexFile.Recognizes(text));
        Assert.Throws<NetplexException>(() => NetplexFile.Translate(text, "f"));
        Assert.Throws<NetplexException>(() => NetplexFile.Decode(new byte[NetplexFile.MaxBytes + 1], "f"));
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_refused() => Assert.Contains(
        "not UTF-8", Assert.Throws<NetplexException>(() => NetplexFile.Decode([0x6e, 0xE4, 0x20], "f")).Message,
        StringComparison.Ordinal);
}
