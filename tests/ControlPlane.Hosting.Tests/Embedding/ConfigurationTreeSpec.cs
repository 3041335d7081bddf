using System.Text;
using ControlPlane.Hosting.Embedding;
using Microsoft.Extensions.Configuration;

namespace ControlPlane.Hosting.Tests.Embedding;

public sealed class ConfigurationTreeSpec
{
    [Fact]
    public void Sections_are_objects_and_keys_from_zero_on_are_arrays()
    {
        var tree = Of("""{ "a": { "b": [ "x", "y" ], "c": 7, "d": true } }""");
        Assert.Equal("""{"a":{"b":["x","y"],"c":"7","d":true}}""", tree);
    }

    [Fact]
    public void More_than_ten_elements_keep_their_order()
    {
        var tree = Of("""{ "a": [ "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11" ] }""");
        Assert.Equal("""{"a":["0","1","2","3","4","5","6","7","8","9","10","11"]}""", tree);
    }

    [Fact]
    public void Numbers_with_a_gap_are_keys() =>
        Assert.Equal("""{"a":{"0":"x","2":"y"}}""", Of("""{ "a": { "0": "x", "2": "y" } }"""));

    [Fact]
    public void What_is_not_set_is_left_out() => Assert.Equal("""{"a":"x"}""", Of("""{ "a": "x", "b": null }"""));

    private static string Of(string json)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        return ConfigurationTree.Of(new ConfigurationBuilder().AddJsonStream(stream).Build()).ToJsonString();
    }
}
