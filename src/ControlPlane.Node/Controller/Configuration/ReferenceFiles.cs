using ControlPlane.Hocon;

namespace ControlPlane.Node.Controller.Configuration;

/// <summary>
/// The defaults: hocon/reference/*.conf, embedded. The only place where a default stands; the code takes them as the
/// fallback of what the user wrote. <c>NAME</c> in a path is a template for every service or protocol.
/// </summary>
internal sealed class ReferenceFiles(Func<string, string?> environment)
{
    /// <summary>The root key of everything that is ours.</summary>
    public const string Root = "controlplane";

    private const string Folder = "hocon/reference/";

    private readonly Dictionary<string, HoconObject> _parsed = new(StringComparer.Ordinal);

    /// <summary>Names of the embedded files, sorted.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. typeof(ReferenceFiles).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(name => name[Folder.Length..])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The text of an embedded file.</summary>
    public static string Text(string file)
    {
        using var stream = typeof(ReferenceFiles).Assembly.GetManifestResourceStream(Folder + file)
            ?? throw new ArgumentException($"There is no reference file {file}; known: {string.Join(", ", Names)}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>The object at a path of one file.</summary>
    public HoconObject At(string file, params ReadOnlySpan<string> path)
    {
        var value = Parsed(file);
        foreach (var key in path)
        {
            value = value.TryGet(key, out var child) && child is HoconObject inner
                ? inner
                : throw new ArgumentException($"{Folder}{file} has no object {string.Join('.', path)}.");
        }

        return value;
    }

    private HoconObject Parsed(string file)
    {
        if (!_parsed.TryGetValue(file, out var root))
        {
            root = HoconParser.Parse(Text(file), new HoconOptions
            {
                Origin = Folder + file,
                // An empty variable counts as unset, as shells users expect of CPLANE_SOCKDIR= .
                Environment = name => environment(name) is { Length: > 0 } value ? value : null,
            });
            _parsed.Add(file, root);
        }

        return root;
    }
}
