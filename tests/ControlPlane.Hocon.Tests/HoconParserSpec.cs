namespace ControlPlane.Hocon;

public sealed class HoconParserSpec
{
    private static string Json(string text) => HoconJson.Write(HoconParser.Parse(text), false, false);

    [Theory]
    [InlineData("a = 1", """{"a":1}""")]
    [InlineData("{ a : [1, two, \"three\"] }", """{"a":[1,"two","three"]}""")]
    [InlineData("a.b = 1\na { c = x y }", """{"a":{"b":1,"c":"x y"}}""")]
    [InlineData("a = 1, b = ${a}${?no}2 // comment\nc = ${b} three", """{"a":1,"b":"12","c":"12 three"}""")]
    [InlineData("path = [a]\npath = ${path} [b]\npath += c", """{"path":["a","b","c"]}""")]
    [InlineData("foo : { a : { c : 1 } }\nfoo : ${foo.a}\nfoo : { a : 2 }", """{"foo":{"a":2,"c":1}}""")]
    [InlineData("bar : { a : ${foo.d}, b : 1 }\nbar.b = 3\nfoo : { c : ${bar.b}, d : 2 }\nfoo.d = 4",
        """{"bar":{"a":4,"b":3},"foo":{"c":3,"d":4}}""")]
    public void Plain_texts_become_values(string text, string json) => Assert.Equal(json, Json(text));

    [Theory]
    [InlineData("a = ${b}", "text:1:5")]
    [InlineData("a = ${b}\nb = ${a}", "text:2:5: a cycle of substitutions: ${b} (text:1:5) → ${a} (text:2:5)")]
    [InlineData("a { b = 1", "text:1:3: this [{] is never closed")]
    [InlineData("a : { b : ${a} }", "text:1:11: a cycle")]
    public void Errors_say_where(string text, string start) =>
        Assert.StartsWith(start, Assert.Throws<HoconException>(() => Json(text)).Message, StringComparison.Ordinal);
}
