using ControlPlane.Contracts;
using ControlPlane.Contracts.Processors;

namespace ControlPlane.Http.Tests;

/// <summary>A section of a file, and what was found wrong with it.</summary>
internal sealed class Settings(params (string Key, object Value)[] written) : IProcessorSettings
{
    private readonly Dictionary<string, object> _written = written.ToDictionary(w => w.Key, w => w.Value);

    public List<string> Errors { get; } = [];

    public string Service => "web";

    public string Directory => "/";

    public IReadOnlyList<string> Keys => [.. _written.Keys];

    public bool Has(string key) => _written.ContainsKey(key);

    public string Text(string key, string? otherwise = null) => Get(key, otherwise, "");

    public int Number(string key, int least, int most, int? otherwise = null) => Get(key, (object?)otherwise, least);

    public bool Flag(string key, bool? otherwise = null) => Get(key, (object?)otherwise, false);

    public TimeSpan Duration(string key, TimeSpan least, TimeSpan most, TimeSpan? otherwise = null) =>
        Get(key, (object?)otherwise, least);

    public IReadOnlyList<string> List(string key, IReadOnlyList<string>? otherwise = null) =>
        Get<IReadOnlyList<string>>(key, otherwise, []);

    public ISettings Section(string key) => new Settings();

    public void Fail(string key, string problem) => Errors.Add($"{key}: {problem}");

    private T Get<T>(string key, object? otherwise, T instead)
    {
        if (_written.TryGetValue(key, out var value))
        {
            return (T)value;
        }

        if (otherwise is null)
        {
            Errors.Add($"{key}: is missing");
        }

        return otherwise is null ? instead : (T)otherwise;
    }
}
