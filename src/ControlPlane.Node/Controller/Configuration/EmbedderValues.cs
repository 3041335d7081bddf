using System.Collections.Immutable;

namespace ControlPlane.Node.Controller.Configuration;

/// <summary>
/// What the sections of an embedder were read to. Equal where they have the same names and equal values.
/// </summary>
internal sealed class EmbedderValues(ImmutableSortedDictionary<string, object> values) : IEquatable<EmbedderValues>
{
    public static readonly EmbedderValues None = new(
        ImmutableSortedDictionary.Create<string, object>(StringComparer.Ordinal));

    /// <exception cref="KeyNotFoundException">No such section was registered.</exception>
    public object this[string section] => values[section];

    public EmbedderValues With(string section, object value) => new(values.SetItem(section, value));

    public bool Equals(EmbedderValues? other) => other is not null && values.SequenceEqual(other.Pairs);

    public override bool Equals(object? obj) => Equals(obj as EmbedderValues);

    public override int GetHashCode() => values.Count;

    private ImmutableSortedDictionary<string, object> Pairs => values;
}
