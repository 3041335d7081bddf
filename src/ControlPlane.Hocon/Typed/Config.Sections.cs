using ControlPlane.Hocon.Typed;

namespace ControlPlane.Hocon;

public sealed partial class Config
{
    private const string ExpectedSection = "an object { … }";
    private const string ExpectedStrings = "an array of strings";
    private const string ExpectedObjects = "an array of objects";

    /// <summary>The object at a key, the same each time. After an error an empty one that reports nothing.</summary>
    public Config Section(string key)
    {
        if (FindSection(key) is { } section)
        {
            return section;
        }

        if (!Has(key))
        {
            Missing(key, ExpectedSection);
        }

        return Silent(key);
    }

    /// <summary>As <see cref="Section"/>, but null when the key is absent.</summary>
    public Config? FindSection(string key)
    {
        if (Find(key) is not { } found)
        {
            return null;
        }

        if (!_sections.TryGetValue(key, out var section))
        {
            section = AsSection(found, PathText.Join(Path, key));
            _sections.Add(key, section);
        }

        return section;
    }

    /// <summary>The objects of an array, with paths such as <c>address[0]</c>.</summary>
    public IReadOnlyList<Config> GetObjects(string key) =>
        Items(key, ExpectedObjects, AsSection);

    public IReadOnlyList<Config>? FindObjects(string key) => Has(key) ? GetObjects(key) : null;

    /// <summary>The strings of an array; numbers and booleans in it convert.</summary>
    public IReadOnlyList<string> GetStrings(string key) => Items(key, ExpectedStrings, (item, where) =>
    {
        if (Conversions.TryText(item, out var text))
        {
            return text;
        }

        Wrong(item, where, "a string");
        return null;
    });

    public IReadOnlyList<string>? FindStrings(string key) => Has(key) ? GetStrings(key) : null;

    /// <summary>The members of an open map, whose names the user chose: objects. All count as asked for.</summary>
    public IReadOnlyList<(string Name, Config Section)> Children() =>
        [.. Keys.Where(Has).Select(name => (name, Section(name)))];

    /// <summary>The members of an open map, whose names the user chose: strings. All count as asked for.</summary>
    public IReadOnlyList<(string Name, string Value, SourcePosition At)> Strings() =>
        [.. Keys.Where(Has).Select(name => (name, GetString(name), Find(name)!.At))];

    private List<T> Items<T>(string key, string expected, Func<HoconValue, string, T?> read)
        where T : class
    {
        var result = new List<T>();
        if (Find(key) is not { } found)
        {
            Missing(key, expected);
        }
        else if (!Conversions.TryItems(found, out var items))
        {
            Wrong(found, PathText.Join(Path, key), expected);
        }
        else
        {
            for (var index = 0; index < items.Count; index++)
            {
                if (read(items[index], $"{PathText.Join(Path, key)}[{index}]") is { } item)
                {
                    result.Add(item);
                }
            }
        }

        return result;
    }

    private Config AsSection(HoconValue found, string where)
    {
        if (found is HoconObject section)
        {
            return new Config(section, where, Errors);
        }

        Wrong(found, where, ExpectedSection);
        return new Config(HoconObject.Empty, where, new SettingsErrors());
    }

    private Config Silent(string key) => new(HoconObject.Empty, PathText.Join(Path, key), new SettingsErrors());
}
