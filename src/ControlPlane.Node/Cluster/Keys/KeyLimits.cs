using System.Globalization;
using System.Text;

namespace ControlPlane.Node.Cluster.Keys;

/// <summary>How much may stand under one key. etcd itself refuses requests of more than 1.5 MiB.</summary>
internal static class KeyLimits
{
    /// <summary>Bytes of a whole value, in UTF-8.</summary>
    public const int MostBytes = 1_400_000;

    /// <summary>Bytes of a configuration, before it became JSON.</summary>
    public const int MostText = 1024 * 1024;

    /// <summary>Entries of any list.</summary>
    public const int MostEntries = 10_000;

    /// <summary>Letters of an address, a version, a reason and the like.</summary>
    public const int LongestWord = 4096;

    public const int ShortestSecret = 32;

    /// <summary>Of nested JSON, also in members that nobody knows.</summary>
    public const int Depth = 16;

    /// <summary>A reason or the like, as long as a value may have it.</summary>
    public static string Shortened(string text) => text.Length <= LongestWord ? text : text[..(LongestWord - 1)] + "…";

    /// <summary>Why a configuration is too long for the cluster, or null.</summary>
    public static string? ProblemOfText(string text) =>
        Encoding.UTF8.GetByteCount(text) is var bytes && bytes > MostText
            ? string.Create(CultureInfo.InvariantCulture, $"has {bytes} bytes; a configuration has at most {MostText}")
            : null;

    /// <summary>Why an encoded value is too long for etcd, or null.</summary>
    public static string? ProblemOfValue(string value) =>
        Encoding.UTF8.GetByteCount(value) is var bytes && bytes > MostBytes
            ? string.Create(CultureInfo.InvariantCulture, $"has {bytes} bytes; a value has at most {MostBytes}")
            : null;
}
