namespace ControlPlane.Hocon.Corpus;

public sealed class CorpusSpec
{
    public static TheoryData<string, string> Rules()
    {
        var rules = new TheoryData<string, string>();
        foreach (var item in CaseFile.All)
        {
            rules.Add(item.Section, item.Rule);
        }

        return rules;
    }

    [Fact]
    public void The_corpus_has_many_rules_and_each_says_what_to_expect()
    {
        Assert.True(CaseFile.All.Count >= 250, $"{CaseFile.All.Count} rules");
        Assert.All(CaseFile.All, item => Assert.True(item.Json is null != (item.Errors.Count == 0), item.Rule));
        Assert.Equal(CaseFile.All.Count, CaseFile.All.DistinctBy(item => (item.Section, item.Rule)).Count());
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_rule_of_the_specification_holds(string section, string rule)
    {
        var item = CaseFile.All.Single(item => item.Section == section && item.Rule == rule);
        if (item.Json is not null)
        {
            var value = HoconParser.ParseValue(item.Input, item.Options);
            Assert.Equal(item.Json, HoconJson.Write(value, indented: false, withOrigins: false));
            return;
        }

        var errors = Assert.Throws<HoconException>(() => HoconParser.ParseValue(item.Input, item.Options)).Errors;
        var expected = item.Errors.Select(error => error.At.Contains("in:") || error.At.StartsWith('/')
            ? error.At
            : "in:" + error.At);
        Assert.Equal(expected, errors.Select(error => error.At?.ToString() ?? "nowhere"));
        Assert.All(item.Errors.Zip(errors), pair =>
            Assert.Contains(pair.First.Text, pair.Second.Message, StringComparison.Ordinal));
    }
}
