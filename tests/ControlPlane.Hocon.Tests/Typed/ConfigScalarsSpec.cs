namespace ControlPlane.Hocon.Typed;

public sealed class ConfigScalarsSpec
{
    private const string Change = ". Change the value or remove the key";

    private static readonly Dictionary<string, int> Types = new() { ["constant"] = 1, ["dynamic"] = 2 };

    private readonly SettingsErrors _errors = new();

    private Config Read(string value) =>
        new(HoconParser.Parse($"k = {value}", new HoconOptions { Origin = "f" }), "", _errors);

    private void Fails(string text) => Assert.Equal($"f:1:5: k: {text}", Assert.Single(_errors.Items).ToString());

    [Theory]
    [InlineData("text", "text")]
    [InlineData("\"text\"", "text")]
    [InlineData("1.50", "1.50")]
    [InlineData("true", "true")]
    [InlineData("\"\"", "")]
    public void Simple_values_are_strings(string value, string text)
    {
        Assert.Equal(text, Read(value).GetString("k"));
        Assert.Equal(text, Read(value).FindString("k"));
        Assert.False(_errors.Any);
    }

    [Fact]
    public void An_array_is_no_string()
    {
        Assert.Equal("", Read("[a]").GetString("k"));
        Fails("is an array; expected a string" + Change);
    }

    [Theory]
    [InlineData("5", 5)]
    [InlineData("\"5\"", 5)]
    [InlineData("-5", -5)]
    [InlineData("1e3", 1000)]
    [InlineData("2.0", 2)]
    [InlineData("2147483647", int.MaxValue)]
    public void Whole_numbers_are_integers(string value, int number)
    {
        Assert.Equal(number, Read(value).GetInt("k"));
        Assert.Equal(number, Read(value).FindInt("k"));
        Assert.False(_errors.Any);
    }

    [Theory]
    [InlineData("many", "[many] (string)")]
    [InlineData("1.5", "[1.5] (number)")]
    [InlineData("2147483648", "[2147483648] (number)")]
    [InlineData("1e400", "[1e400] (number)")]
    [InlineData("0660", "[0660] (string)")]
    [InlineData("\" 5\"", "[ 5] (string)")]
    [InlineData("true", "[true] (boolean)")]
    [InlineData("{}", "an object")]
    public void Other_values_are_no_integers(string value, string shown)
    {
        Assert.Equal(0, Read(value).GetInt("k"));
        Fails($"is {shown}; expected an integer" + Change);
    }

    [Fact]
    public void An_integer_has_a_range()
    {
        Assert.Equal(1, Read("0").GetInt("k", 1, 10000));
        Fails("is [0] (number); expected an integer from 1 to 10000" + Change);
    }

    [Fact]
    public void A_range_may_be_open_on_one_side()
    {
        Assert.Equal(3, Read("2").GetInt("k", min: 3));
        Fails("is [2] (number); expected an integer of at least 3" + Change);
    }

    [Fact]
    public void A_range_may_be_open_on_the_other_side()
    {
        Assert.Equal(-3, Read("2").GetInt("k", max: -3));
        Fails("is [2] (number); expected an integer of at most -3" + Change);
    }

    [Theory]
    [InlineData("1.5", 1.5)]
    [InlineData("\"2\"", 2)]
    [InlineData("-1e-3", -0.001)]
    public void Numbers_are_doubles(string value, double number)
    {
        Assert.Equal(number, Read(value).GetDouble("k"));
        Assert.Equal(number, Read(value).FindDouble("k"));
        Assert.False(_errors.Any);
    }

    [Theory]
    [InlineData("NaN", "[NaN] (string)")]
    [InlineData("1e400", "[1e400] (number)")]
    [InlineData("3", "[3] (number)")]
    public void Other_values_are_no_doubles(string value, string shown)
    {
        Assert.Equal(0, Read(value).GetDouble("k", -0.5, 2.5));
        Fails($"is {shown}; expected a number from -0.5 to 2.5" + Change);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("yes", true)]
    [InlineData("on", true)]
    [InlineData("\"true\"", true)]
    [InlineData("false", false)]
    [InlineData("no", false)]
    [InlineData("off", false)]
    public void Six_words_are_booleans(string value, bool boolean)
    {
        Assert.Equal(boolean, Read(value).GetBoolean("k"));
        Assert.Equal(boolean, Read(value).FindBoolean("k"));
        Assert.False(_errors.Any);
    }

    [Theory]
    [InlineData("1", "[1] (number)")]
    [InlineData("True", "[True] (string)")]
    [InlineData("enabled", "[enabled] (string)")]
    public void Other_values_are_no_booleans(string value, string shown)
    {
        Assert.False(Read(value).GetBoolean("k"));
        Fails($"is {shown}; expected true or false" + Change);
    }

    [Fact]
    public void A_choice_is_taken_in_any_case()
    {
        Assert.Equal(2, Read("Dynamic").GetChoice("k", Types));
        Assert.Equal(2, Read("dynamic").FindChoice("k", Types));
        Assert.Null(Read("null").FindChoice("k", Types));
        Assert.False(_errors.Any);
    }

    [Fact]
    public void A_choice_that_is_none_comes_with_all_and_the_nearest()
    {
        Assert.Equal(1, Read("dinamic").GetChoice("k", Types));
        Fails("is [dinamic] (string); expected one of [constant, dynamic] (did you mean [dynamic]?)" + Change);
    }

    [Fact]
    public void A_choice_like_no_other_comes_with_all()
    {
        Read("elastic").GetChoice("k", Types);
        Fails("is [elastic] (string); expected one of [constant, dynamic]" + Change);
    }

    [Fact]
    public void An_object_is_no_choice()
    {
        Read("{}").GetChoice("k", Types);
        Fails("is an object; expected one of [constant, dynamic]" + Change);
    }

    [Fact]
    public void A_missing_choice_says_what_is_allowed()
    {
        Assert.Equal(1, Read("1").GetChoice("type", Types));
        Assert.Equal(
            "f:1:1: type: is missing; expected one of [constant, dynamic]. Add the key",
            Assert.Single(_errors.Items).ToString());
    }

    [Fact]
    public void A_very_long_value_is_shown_in_part()
    {
        Read(new string('x', 500)).GetInt("k");
        Fails($"is [{new string('x', 80)}…] (string); expected an integer" + Change);
    }
}
