using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ControlPlane.Node.Cluster.Keys;

/// <summary>
/// Values to JSON text and back. Every text begins with <c>"v": 1</c>. A reader takes any version from 1, as long as it
/// finds the members that it needs; what is damaged gives a reason, never an exception.
/// </summary>
internal static class ClusterCodec
{
#if NEXT_FORMAT
    public const int Version = Contracts.Wire.NextFormat.Version;
#else
    public const int Version = 1;
#endif

    // Quotes as \" and letters as they are: a configuration is not to grow by half on its way to etcd.
    private static readonly ClusterJson Json = new(new JsonSerializerOptions(ClusterJson.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>The same text for equal values, on every machine. Text that is half a letter becomes U+FFFD.</summary>
    public static string Encode<T>(T value)
        where T : class, IClusterValue
    {
        var members = JsonSerializer.Serialize(value, TypeInfo<T>());
#if NEXT_FORMAT
        members = Contracts.Wire.NextFormat.Of(members);
#endif
        var head = string.Create(CultureInfo.InvariantCulture, $"{{\"v\":{Version}");
        return members == "{}" ? head + "}" : $"{head},{members.AsSpan(1)}";
    }

    public static Decoded<T> Decode<T>(string text)
        where T : class, IClusterValue
    {
        // ArgumentException: half a letter (a lone surrogate), which is no Unicode.
        try
        {
            return KeyLimits.ProblemOfValue(text) is { } tooLong ? Decoded.Damaged<T>(tooLong) : Read<T>(text);
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return Decoded.Damaged<T>("is no " + NameOf<T>() + ": " + OneLine(e.Message));
        }
    }

    private static Decoded<T> Read<T>(string text)
        where T : class, IClusterValue
    {
        var version = JsonSerializer.Deserialize(text, TypeInfo<ValueVersion>())?.V
            ?? throw new JsonException("it is null");
        if (version < 1)
        {
            return Decoded.Damaged<T>(
                string.Create(CultureInfo.InvariantCulture, $"has v = {version}; expected 1 or more"));
        }

        var value = JsonSerializer.Deserialize(text, TypeInfo<T>()) ?? throw new JsonException("it is null");
        return value.FindProblem() is { } problem
            ? Decoded.Damaged<T>("is no " + NameOf<T>() + ": " + problem)
            : Decoded.Of(value);
    }

    private static JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)Json.Options.GetTypeInfo(typeof(T));

    private static string NameOf<T>() => JsonNamingPolicy.SnakeCaseLower.ConvertName(typeof(T).Name).Replace('_', ' ');

    private static string OneLine(string text)
    {
        const int Longest = 400;
        var line = string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));
        return line.Length <= Longest ? line : line[..Longest] + "…";
    }
}
