using ControlPlane.Hocon.Corpus;

namespace ControlPlane.Hocon.Fuzz;

/// <summary>Spoils texts of the corpus: the same seed gives the same texts.</summary>
public sealed class Mutator(int seed)
{
    private static readonly string[] Tokens =
    [
        "{", "}", "[", "]", ",", "\n", "=", ":", "+=", "\"", "\"\"\"", "${", "${?", "}", "#", "//", "\\", "\\u12",
        "\\u0041", ".", "..", "\"\"", " ", "\t", "\r", "\0", "\u00A0", "\uFEFF", "\uD83D", "\uDE00", "é", "a", "b",
        "a.b", "x", "null", "true", "1", "-", "1e+5", "0.", "include ", "include \"a.conf\"", "required(", "file(", ")",
        "${a}", "${?a}", "${a.b}", "${x}", "[]", "${a} ${a}", "a = ${a}${a}\n", "x = ${x} [${x}]\n",
        "a += 1\n", "$", "+", "?", "(", "0",
    ];

    private readonly Random _random = new(seed);

    /// <summary>A case with a text, or one of its files, spoilt in one to five places.</summary>
    public Case Next()
    {
        var item = CaseFile.All[_random.Next(CaseFile.All.Count)];
        if (item.Files.Count > 0 && _random.Next(2) == 0)
        {
            var files = new Dictionary<string, string>(item.Files);
            var name = item.Files.Keys.ElementAt(_random.Next(files.Count));
            files[name] = Spoil(files[name]);
            return item with { Files = files };
        }

        return item with { Input = Spoil(item.Input) };
    }

    private string Spoil(string text)
    {
        for (var times = _random.Next(1, 6); times > 0; times--)
        {
            text = Change(text);
        }

        return text;
    }

    private string Change(string text)
    {
        var (from, to) = Range(text);
        var part = text[from..to];
        return _random.Next(9) switch
        {
            0 => text.Remove(from, part.Length),
            1 or 2 => text.Insert(from, Token()),
            3 => text[..from] + Token() + text[to..],
            4 => text.Insert(to, part),
            5 => text[..from],
            6 => Swap(text, from, to),
            7 => Nest(text),
            _ => text + "\n" + CaseFile.All[_random.Next(CaseFile.All.Count)].Input,
        };
    }

    private string Swap(string text, int from, int to)
    {
        var (other, end) = Range(text);
        return other >= to
            ? text[..from] + text[other..end] + text[to..other] + text[from..to] + text[end..]
            : text[..from] + string.Concat(text[from..to].Reverse()) + text[to..];
    }

    private string Nest(string text) => _random.Next(4) switch
    {
        0 => "a {\n" + text + "\n}",
        1 => "x = [" + text + "]",
        2 => string.Concat(Enumerable.Repeat("{a=[", _random.Next(1, 80))) + text,
        _ => "a = {\n" + text + "\n} ${a}",
    };

    private string Token() => Tokens[_random.Next(Tokens.Length)];

    private (int From, int To) Range(string text)
    {
        var from = _random.Next(text.Length + 1);
        return (from, Math.Min(text.Length, from + _random.Next(1, 12)));
    }
}
