using System.Diagnostics.CodeAnalysis;

namespace ControlPlane.Node.Cluster.Keys;

/// <summary>A value that was read, or why it cannot be.</summary>
/// <param name="Value">Null: it is damaged, or of something else.</param>
/// <param name="Problem">One line for people; empty where there is a value.</param>
internal readonly record struct Decoded<T>(T? Value, string Problem)
    where T : class, IClusterValue
{
    public bool Is([NotNullWhen(true)] out T? value)
    {
        value = Value;
        return value is not null;
    }
}

/// <summary>Makes <see cref="Decoded{T}"/>.</summary>
internal static class Decoded
{
    public static Decoded<T> Of<T>(T value)
        where T : class, IClusterValue => new(value, "");

    public static Decoded<T> Damaged<T>(string problem)
        where T : class, IClusterValue => new(null, problem);
}
