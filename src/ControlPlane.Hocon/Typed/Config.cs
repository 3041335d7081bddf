using ControlPlane.Hocon.Typed;

namespace ControlPlane.Hocon;

/// <summary>
/// A view on one object at a path for typed, strict reading. Nothing throws: errors are collected, and after one the
/// reader gets a value it can go on with. Each key that was asked for is remembered as known.
/// <c>Get…</c> report a key that is missing; <c>Find…</c> answer null for it, and for one that is set to null.
/// </summary>
public sealed partial class Config(HoconObject value, string path, SettingsErrors errors)
{
    private readonly List<string> _known = [];
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Config> _sections = new(StringComparer.Ordinal);

    /// <summary>The path of this section, as in <c>controlplane.service.web</c>; empty for the root.</summary>
    public string Path { get; } = path;

    /// <summary>Where this section was first opened.</summary>
    public SourcePosition At => value.At;

    /// <summary>Where the errors of the whole configuration are collected.</summary>
    public SettingsErrors Errors { get; } = errors;

    /// <summary>The keys that are present, in file order.</summary>
    public IReadOnlyList<string> Keys => value.Keys;

    /// <summary>Whether a key is present and not null; it counts as asked for.</summary>
    public bool Has(string key) => Find(key) is not null;

    /// <summary>Where the key that counts was written; null if it is not present.</summary>
    public SourcePosition? PositionOf(string key) => value.KeyAt(key);

    /// <summary>The value of a key, of whatever type; null if absent or null. It counts as asked for.</summary>
    public HoconValue? Peek(string key) => Find(key);

    /// <summary>
    /// This section with the keys that it lacks taken from another object: the place for defaults. What was asked for
    /// so far stays known.
    /// </summary>
    public Config WithFallback(HoconObject fallback)
    {
        var merged = new Config(value.WithFallback(fallback), Path, Errors);
        _known.ForEach(merged.Ask);
        return merged;
    }

    /// <summary>An error at a key, or at the section if the key is not present.</summary>
    public void Fail(string key, string message) =>
        Errors.Add(value.TryGet(key, out var found) ? found.At : At, PathText.Join(Path, key), message);

    /// <summary>
    /// Reports every key that was never asked for, with the nearest known name. Call it when all keys were read.
    /// </summary>
    public void RejectUnknownKeys(IReadOnlyCollection<string>? alsoKnown = null)
    {
        List<string> known = [.. _known.Union(alsoKnown ?? [])];
        var unknown = Keys.Except(known, StringComparer.Ordinal);
        foreach (var key in unknown.TakeWhile(_ => !Errors.IsFull))
        {
            var hint = NearestName.To(key, known) is { } nearest ? $"; did you mean [{nearest}]?" : ";";
            var list = known.Count == 0 ? "no key is known here" : $"known here: {string.Join(", ", known)}";
            Errors.Add(value.KeyAt(key), PathText.Join(Path, key), $"unknown key [{key}]{hint} {list}");
        }
    }

    /// <summary>Reports those of the keys that are present as not built yet; they count as asked for.</summary>
    public void NotInThisVersion(params string[] keys)
    {
        foreach (var key in keys)
        {
            Ask(key);
            if (value.KeyAt(key) is { } at)
            {
                Errors.Add(at, PathText.Join(Path, key), "known, but not in this version; remove the key");
            }
        }
    }

    private void Ask(string key)
    {
        if (_asked.Add(key))
        {
            _known.Add(key);
        }
    }

    /// <summary>The value of a key, null if it is absent or set to null.</summary>
    private HoconValue? Find(string key)
    {
        Ask(key);
        return value.TryGet(key, out var found) && found is not HoconNull ? found : null;
    }

    private void Missing(string key, string expected) => Fail(key, value.TryGet(key, out _)
        ? $"is null; expected {expected}. Set a value"
        : $"is missing; expected {expected}. Add the key");

    private void Wrong(HoconValue found, string where, string expected) =>
        Errors.Add(found.At, where, $"is {Shown(found)}; expected {expected}. Change the value or remove the key");

    private static string Shown(HoconValue found) => found.AsText is { } text
        ? $"[{(text.Length > 80 ? text[..80] + "…" : text)}] ({found.TypeName})"
        : found is HoconObject ? "an object" : "an array";
}
