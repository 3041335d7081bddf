namespace ControlPlane.Contracts;

/// <summary>
/// A section of the configuration, read by the code that it is for. Read strictly: a key that was not asked for is an
/// error of the file. Errors (a wrong type, a value out of range, a missing key) are collected with their position; the
/// call then returns a value that the rest can be read with, and the file is refused as a whole.
/// </summary>
public interface ISettings
{
    /// <summary>The directory of the file that the section stands in; relative paths are taken from it.</summary>
    string Directory { get; }

    /// <summary>Whether a key is written and not null; it counts as asked for.</summary>
    bool Has(string key);

    /// <summary>A string; without <paramref name="otherwise"/> the key is required.</summary>
    string Text(string key, string? otherwise = null);

    /// <summary>An integer of at least <paramref name="least"/> and at most <paramref name="most"/>.</summary>
    int Number(string key, int least, int most, int? otherwise = null);

    /// <summary>True or false; without <paramref name="otherwise"/> the key is required.</summary>
    bool Flag(string key, bool? otherwise = null);

    /// <summary>A duration; a bare number means seconds.</summary>
    TimeSpan Duration(string key, TimeSpan least, TimeSpan most, TimeSpan? otherwise = null);

    /// <summary>An array of strings; without <paramref name="otherwise"/> the key is required.</summary>
    IReadOnlyList<string> List(string key, IReadOnlyList<string>? otherwise = null);

    /// <summary>A section below this one, read as strictly; empty where it is not written.</summary>
    ISettings Section(string key);

    /// <summary>
    /// Keys (without <c>type</c>) of an open map, in file order; asking for it counts all of them as known.
    /// </summary>
    IReadOnlyList<string> Keys { get; }

    /// <summary>Reports what is wrong with a key: what was found, what is allowed, what to do.</summary>
    void Fail(string key, string problem);
}
