using System.Text;
using System.Text.Json;
using ControlPlane.Hocon.Corpus;

namespace ControlPlane.Hocon.Fuzz;

public sealed class MutatedTextsSpec
{
    private const int Texts = 100_000;
    private const int Seed = 20_241;

    private Case? _current;
    private int _values;
    private int _refused;

    [Fact]
    public async Task A_hundred_thousand_spoilt_texts_neither_hang_nor_crash_and_what_parses_survives_a_round_trip()
    {
        try
        {
            await Task.Run(Run).WaitAsync(TimeSpan.FromMinutes(15));
        }
        catch (Exception problem)
        {
            Assert.Fail($"{problem}\n\nafter {_values + _refused} texts, with:\n{_current}\n{_current?.Input}");
        }

        Assert.Equal(Texts, _values + _refused);
        Assert.InRange(_values, Texts / 20, Texts);
        Assert.InRange(_refused, Texts / 5, Texts);
    }

    private void Run()
    {
        var mutator = new Mutator(Seed);
        for (var index = 0; index < Texts; index++)
        {
            _current = mutator.Next();
            if (Parse(_current) is { } value)
            {
                _values++;
                RequireRoundTrip(value);
                if (value is HoconObject && IsUnicode(_current.Input))
                {
                    RequireSameWhenIncluded(_current, value);
                }
            }
            else
            {
                _refused++;
            }
        }
    }

    private static HoconValue? Parse(Case item)
    {
        try
        {
            return HoconParser.ParseValue(item.Input, item.Options with { MaxValues = 10_000, MaxBytes = 1 << 20 });
        }
        catch (HoconException refusal)
        {
            Assert.NotEmpty(refusal.Errors);
            Assert.All(refusal.Errors, error =>
                Assert.True(error.Message.Length > 10 && IsInside(error.At, item), error.ToString()));
            return null;
        }
    }

    private static void RequireRoundTrip(HoconValue value)
    {
        var json = HoconJson.Write(value, indented: false, withOrigins: false);
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 200 });
        Assert.Equal(json, HoconJson.Write(HoconParser.ParseValue(json), indented: false, withOrigins: false));
        var indented = HoconJson.Write(value, indented: true, withOrigins: false);
        Assert.Equal(json, HoconJson.Write(HoconParser.ParseValue(indented), indented: false, withOrigins: false));
    }

    /// <summary>As in <see cref="IncludedAnywhereSpec"/>; three levels of nesting more may be too many.</summary>
    private static void RequireSameWhenIncluded(Case item, HoconValue alone)
    {
        var files = new Dictionary<string, string>(item.Files) { ["/etc/spoilt.conf"] = item.Input };
        var options = item.Options with { Files = new MemoryFiles(files), MaxDepth = 103 };
        Assert.Equal(
            $$"""{"zz":[{"yy":{{HoconJson.Write(alone, indented: false, withOrigins: false)}}}]}""",
            HoconJson.Write(HoconParser.Parse("zz = [{ yy { include \"spoilt\" } }]", options), false, false));
    }

    /// <summary>Half of a surrogate pair cannot stand in a file.</summary>
    private static bool IsUnicode(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text;

    private static bool IsInside(SourcePosition? at, Case item)
    {
        if (at is null)
        {
            return true;
        }

        var text = at.Origin == "in" ? item.Input : item.Files[Path.GetFullPath(at.Origin)];
        var lines = text.Split('\n');
        return at.Line >= 1 && at.Line <= lines.Length && at.Column >= 1 && at.Column <= lines[at.Line - 1].Length + 1;
    }
}
