using System.Collections;
using System.Globalization;
using System.Net;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using ControlPlane.Node.Containers;
using ControlPlane.Node.Services;
using ControlPlane.Node.Sockets;
using ControlPlane.Platform.Sockets;

namespace ControlPlane.Node.Controller.Configuration;

/// <summary>
/// A short text that is the same for services that mean the same, in every process and on every machine, so that nodes
/// can compare their configurations. Made from all properties of the plan that can be set, so that none can be
/// forgotten.
/// </summary>
internal static class ServiceDigest
{
    private const int Letters = 16;

    /// <summary>Code is not compared: its type and settings are.</summary>
    private static readonly (Type, string)[] Left = [(typeof(InProcessPlan), nameof(InProcessPlan.Processor))];

    /// <summary>Paths that may lie under the socket directory, which each node has for itself.</summary>
    private static readonly (Type, string)[] Places =
    [
        (typeof(UnixListenAddress), nameof(UnixListenAddress.Path)),
        (typeof(SocketFileListenAddress), nameof(SocketFileListenAddress.Path)),
        (typeof(SlotAddress), nameof(SlotAddress.Directory)),
    ];

    /// <param name="plan">As its configuration says, not as it is scaled.</param>
    /// <param name="socketDirectory">Of the node; paths below it count as relative to it. Null: all paths count as they
    /// are.</param>
    public static string Of(ServicePlan plan, string? socketDirectory = null) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Canonical(plan, socketDirectory))))[..Letters];

    /// <summary>What is hashed: types, properties by name, values.</summary>
    internal static string Canonical(ServicePlan plan, string? socketDirectory = null)
    {
        var text = new StringBuilder();
        Append(text, plan, socketDirectory);
        return text.ToString();
    }

    /// <summary>The properties of a record that say something.</summary>
    internal static IEnumerable<PropertyInfo> Properties(Type type) => type
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.SetMethod is not null && !Left.Contains((type, property.Name)))
        .OrderBy(property => property.Name, StringComparer.Ordinal);

    private static void Append(StringBuilder text, object value, string? socketDirectory)
    {
        switch (value)
        {
            case string written: text.Append(Quoted(written)); break;
            case bool flag: text.Append(flag ? "true" : "false"); break;
            case TimeSpan time: text.Append(CultureInfo.InvariantCulture, $"{time.Ticks}"); break;
            case Enum name: text.Append(name); break;
            case int or uint or long: text.Append(CultureInfo.InvariantCulture, $"{value}"); break;
            case IPEndPoint endPoint: text.Append(endPoint); break;
            case IEnumerable items: AppendList(text, items, socketDirectory); break;
            case var record when record.GetType().GetMethod("<Clone>$") is not null: AppendRecord(
                text, record, socketDirectory); break;
            default: throw new InvalidOperationException($"no canonical text for {value.GetType().Name}");
        }
    }

    private static void AppendList(StringBuilder text, IEnumerable items, string? socketDirectory)
    {
        text.Append('[');
        foreach (var item in items)
        {
            Append(text, item, socketDirectory);
            text.Append(';');
        }

        text.Append(']');
    }

    private static void AppendRecord(StringBuilder text, object record, string? socketDirectory)
    {
        var type = record.GetType();
        text.Append(type.Name).Append('{');
        foreach (var property in Properties(type))
        {
            // What is not said is left out, so that a key of a later version changes nothing until it is used.
            if (property.GetValue(record) is { } value and not false && !IsEmptyList(value))
            {
                text.Append(property.Name).Append('=');
                Append(
                    text, Places.Contains((type, property.Name)) ? Short((string)value, socketDirectory) : value,
                    socketDirectory);
                text.Append(';');
            }
        }

        text.Append('}');
    }

    private static bool IsEmptyList(object value) =>
        value is IEnumerable items and not string && !items.Cast<object>().Any();

    private static string Short(string path, string? socketDirectory) =>
        socketDirectory is not null && path.StartsWith(socketDirectory + "/", StringComparison.Ordinal)
            ? path[(socketDirectory.Length + 1)..]
            : path;

    private static string Quoted(string text) => System.Text.Json.JsonSerializer.Serialize(text);
}
