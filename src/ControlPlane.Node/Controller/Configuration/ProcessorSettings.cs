using ControlPlane.Contracts;
using ControlPlane.Contracts.Processors;
using ControlPlane.Hocon;

namespace ControlPlane.Node.Controller.Configuration;

/// <summary>A section as code of a processor, or of an embedder, reads it.</summary>
internal sealed class ProcessorSettings : IProcessorSettings
{
    private readonly Config _section;
    private readonly string _directory;
    private readonly string? _absent;
    private readonly List<ProcessorSettings> _inner = [];
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private bool _usedDirectory;

    /// <param name="service">The service; empty for a section of an embedder.</param>
    /// <param name="section">The section; of one that is not written, the nearest outer one that is.</param>
    /// <param name="directory">What relative paths are taken from.</param>
    /// <param name="absent">The path from <paramref name="section"/> to one that is not written; null: it is.</param>
    public ProcessorSettings(string service, Config section, string directory, string? absent = null)
    {
        Service = service;
        _section = section;
        _directory = directory;
        _absent = absent;
    }

    public string Service { get; }

    public string Directory
    {
        get
        {
            _usedDirectory = true;
            return _directory;
        }
    }

    /// <summary>Whether somebody wanted to know the directory.</summary>
    public bool UsedDirectory => _usedDirectory || _inner.Exists(i => i.UsedDirectory);

    public IReadOnlyList<string> Keys => _absent is null ? [.. _section.Keys.Where(k => k != "type" && Has(k))] : [];

    public bool Has(string key)
    {
        _asked.Add(key);
        return _absent is null && _section.Has(key);
    }

    /// <summary>Whether the processor knows the key.</summary>
    public bool Knows(string key) => _asked.Contains(key);

    public string Text(string key, string? otherwise = null) =>
        Get(key, otherwise, otherwise is not null, "", _section.GetString);

    public int Number(string key, int least, int most, int? otherwise = null) =>
        Get(key, otherwise ?? least, otherwise is not null, least, k => _section.GetInt(k, least, most));

    public bool Flag(string key, bool? otherwise = null) =>
        Get(key, otherwise ?? false, otherwise is not null, false, _section.GetBoolean);

    public TimeSpan Duration(string key, TimeSpan least, TimeSpan most, TimeSpan? otherwise = null) =>
        Get(key, otherwise ?? least, otherwise is not null, least, k => _section.GetDuration(k, least, most));

    public IReadOnlyList<string> List(string key, IReadOnlyList<string>? otherwise = null) =>
        Get(key, otherwise ?? [], otherwise is not null, [], _section.GetStrings);

    public ISettings Section(string key)
    {
        var inner = Has(key) && _section.FindSection(key) is { } section
            ? new ProcessorSettings(Service, section, _directory)
            : new ProcessorSettings(Service, _section, _directory, Below(key));
        _inner.Add(inner);
        return inner;
    }

    public void Fail(string key, string problem)
    {
        if (Has(key) || _absent is null)
        {
            _section.Fail(key, problem);
            return;
        }

        _section.Errors.Add(_section.At, $"{_section.Path}.{Below(key)}", problem);
    }

    /// <summary>Reports every key that was never asked for, here and below.</summary>
    public void RejectUnknownKeys()
    {
        if (_absent is null)
        {
            _section.RejectUnknownKeys();
        }

        _inner.ForEach(i => i.RejectUnknownKeys());
    }

    private string Below(string key) => _absent is null ? key : $"{_absent}.{key}";

    private T Get<T>(string key, T? otherwise, bool isOptional, T instead, Func<string, T> read)
    {
        if (Has(key))
        {
            return read(key);
        }

        if (isOptional)
        {
            return otherwise!;
        }

        if (_absent is null)
        {
            return read(key); // Reports what is missing and what is expected.
        }

        Fail(key, "is missing. Add the key");
        return instead;
    }
}
