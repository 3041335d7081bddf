namespace ControlPlane.Import.Syntax;

public sealed class ParserSpec
{
    [Fact]
    public void Comments_nest_and_go_with_the_item_they_stand_at()
    {
        var root = Parser.Parse(
            """
            (* top *)
            netplex {
              (* before (* inner *) *)
              a = 1; (* behind *)
              (* b's *) b { (* end *) };
            }
            (* last *)
            """, "f");

        Assert.Equal([" top "], root.Root.Before.Select(c => c.Text));
        Assert.Equal([" before (* inner *) "], root.Root.Items[0].Before.Select(c => c.Text));
        Assert.Equal([" behind "], root.Root.Items[0].Behind.Select(c => c.Text));
        Assert.Equal([" b's "], root.Root.Items[1].Before.Select(c => c.Text));
        Assert.Equal([" end "], Assert.IsType<Section>(root.Root.Items[1]).AtEnd.Select(c => c.Text));
        Assert.Equal([" last "], root.AtEnd.Select(c => c.Text));
    }

    [Theory]
    [InlineData("netplex { a = 1 }")]
    [InlineData("netplex{a=1;b{};};")]
    [InlineData("netplex { a { b = true } c { } }")]
    [InlineData("netplex { ;; a = \"x\" ;; }")]
    public void Separators_may_be_one_too_many_and_may_be_left_out_behind_a_section(string text) =>
        Assert.Equal("netplex", Parser.Parse(text, "f").Root.Name);

    [Theory]
    [InlineData("", "f:1:1: found the end of the file; not a Netplex configuration file")]
    [InlineData("controlplane { }", "f:1:1: found [controlplane]; not a Netplex configuration file")]
    [InlineData("netplex { a = 1 b = 2 }", "f:1:17: found [b]; expected ; or } after the value of a")]
    [InlineData("netplex {\n  a = ;\n}", "f:2:7: found [;]; expected a value of a")]
    [InlineData("netplex { a }", "f:1:13: found [}]; expected = or { after a")]
    [InlineData("netplex { a = b }", "f:1:15: found [b]; expected a value of a")]
    [InlineData("netplex { \"a\" = 1 }", "f:1:11: found [\"a\"]; expected the name of a parameter")]
    [InlineData("netplex { a = 1", "f:1:16: found the end of the file; expected ; or }")]
    [InlineData("netplex { } netplex { }", "f:1:13: found [netplex]; expected nothing after")]
    [InlineData("netplex { # no }", "f:1:11: found the character [#]; expected a name")]
    [InlineData("netplex { (* (* *) }", "f:1:11: this comment has no end")]
    public void An_error_of_syntax_says_where_what_was_found_and_what_is_allowed(string text, string error) =>
        Assert.StartsWith(
            error, Assert.Throws<NetplexException>(() => Parser.Parse(text, "f")).Message, StringComparison.Ordinal);

    [Fact]
    public void Depth_has_a_limit()
    {
        var sections = string.Concat(Enumerable.Repeat("a { ", 25)) + string.Concat(Enumerable.Repeat(" }", 25));
        var comments = string.Concat(Enumerable.Repeat("(* ", 200)) + string.Concat(Enumerable.Repeat(" *)", 200));

        Assert.Contains("deeper than 20", Error($"netplex {{ {sections} }}"), StringComparison.Ordinal);
        Assert.Contains("deeper than 100", Error($"netplex {{ {comments} }}"), StringComparison.Ordinal);
    }

    private static string Error(string text) => Assert.Throws<NetplexException>(() => Parser.Parse(text, "f")).Message;
}
