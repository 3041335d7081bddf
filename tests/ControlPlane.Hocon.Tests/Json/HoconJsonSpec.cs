using System.Text.Json.Nodes;

namespace ControlPlane.Hocon.Json;

public sealed class HoconJsonSpec
{
    private static HoconValue Parse(string text) =>
        HoconParser.ParseValue(text, new HoconOptions { Origin = "a.conf" });

    [Fact]
    public void Indented_json_has_one_value_a_line() => Assert.Equal(
        """
        {
          "a": {
            "b": [
              1,
              "x"
            ],
            "c": {},
            "d": []
          }
        }
        """,
        HoconJson.Write(Parse("a { b = [1, x], c {}, d = [] }"), indented: true, withOrigins: false));

    [Fact]
    public void Origins_stand_beside_each_simple_value()
    {
        var value = Parse("a { b = 1 }\nc = [x]");
        Assert.Equal(
            """
            {
              "a": {
                "b": { "value": 1, "origin": "a.conf:1:9" }
              },
              "c": [
                { "value": "x", "origin": "a.conf:2:6" }
              ]
            }
            """,
            HoconJson.Write(value, indented: true, withOrigins: true));
        Assert.Equal(
            """{"a":{"b":{"value":1,"origin":"a.conf:1:9"}},"c":[{"value":"x","origin":"a.conf:2:6"}]}""",
            HoconJson.Write(value, indented: false, withOrigins: true));
    }

    [Fact]
    public void A_value_that_came_through_a_substitution_keeps_its_origin() => Assert.Equal(
        """{"a":{"value":1,"origin":"a.conf:1:5"},"b":{"value":1,"origin":"a.conf:1:5"}}""",
        HoconJson.Write(Parse("a = 1\nb = ${a}"), indented: false, withOrigins: true));

    [Theory]
    [InlineData("""{"a":1}""")]
    [InlineData("""[]""")]
    [InlineData("""{"":{"a.b":{"include":"${x}"}},"#":[[],{},[[1]]]}""")]
    [InlineData("""{"n":[0,-0.0,1e400,1E-400,123456789012345678901234567890]}""")]
    [InlineData("""{"s":"\"\\\n\r\t\u0000\u001f\u007f\u2028\u2029\ufeff\ud800 é € 😀 /"}""")]
    [InlineData("""[null,true,false,"null","true","1"," ",""]""")]
    public void What_was_written_reads_back_as_the_same(string json)
    {
        Assert.Equal(json, HoconJson.Write(Parse(json), indented: false, withOrigins: false));
        var indented = HoconJson.Write(Parse(json), indented: true, withOrigins: false);
        Assert.Equal(json, HoconJson.Write(Parse(indented), indented: false, withOrigins: false));
        Assert.NotNull(JsonNode.Parse(indented));
    }

    [Fact]
    public void Another_json_reader_finds_the_same_text() => Assert.Equal(
        "\"\\/\b\f\n\r\t é 😀 \u2028 \u0000",
        (string?)JsonNode.Parse(HoconJson.Write(
            Parse("""a = "\"\\/\b\f\n\r\t é 😀 \u2028 \u0000" """), indented: false, withOrigins: false))!["a"]);
}
