using ControlPlane.Hocon.Syntax;
using ControlPlane.Hocon.Tree;

namespace ControlPlane.Hocon.Includes;

/// <summary>Finds, reads and parses what an include statement names.</summary>
internal sealed class Includer(IncludeStatement statement, Document from, Scope scope, int depth, Loading loading)
{
    private const int MaxNesting = 50;

    /// <summary>
    /// The root of the included file or files; empty when there is none and none is required. An error is reported
    /// with all others, and the including file is still looked through.
    /// </summary>
    public ObjectNode Load()
    {
        var root = new ObjectNode(statement.At);
        try
        {
            LoadInto(root);
        }
        catch (HoconException broken) when (!loading.IsFull)
        {
            loading.Report(broken.Errors);
        }

        return root;
    }

    private void LoadInto(ObjectNode root)
    {
        RequireFile();
        var paths = Paths();
        var found = false;
        foreach (var path in paths)
        {
            RequireNoCycle(path);
            if (SourceReader.Read(path, statement.At, loading) is { } text)
            {
                found = true;
                Merge(root, path, text);
            }
        }

        if (!found && statement.IsRequired)
        {
            throw Error($"the required file [{statement.Name}] is not there; tried {string.Join(", ", paths)}");
        }
    }

    private void RequireNoCycle(string path)
    {
        var full = Path.GetFullPath(path);
        if (loading.Open.Exists(open => Path.GetFullPath(open) == full))
        {
            throw Error($"[{path}] includes itself: {string.Join(" → ", loading.Open)} → {path}");
        }
    }

    private void RequireFile()
    {
        if (statement.Kind is IncludeKind.Url or IncludeKind.Classpath)
        {
            throw Error($"include {statement.Kind.ToString().ToLowerInvariant()}(…) is not supported; " +
                "only files can be included");
        }

        if (statement.Kind == IncludeKind.Heuristic && statement.Name.Contains("://", StringComparison.Ordinal))
        {
            throw Error($"[{statement.Name}] is a URL; only files can be included");
        }

        if (statement.Name.Length == 0 || statement.Name.Contains('\0'))
        {
            throw Error("an include needs the name of a file");
        }
    }

    private List<string> Paths()
    {
        if (!Path.IsPathRooted(statement.Name) && from.Directory is null)
        {
            throw Error($"[{statement.Name}] is relative, but this text is no file; use an absolute path");
        }

        var path = Path.Combine(from.Directory ?? "/", statement.Name);
        var extension = Path.GetExtension(path);
        if (FileFormat.Extensions.Contains(extension, StringComparer.Ordinal))
        {
            return [path];
        }

        var all = FileFormat.Extensions.Select(known => path + known);
        return extension.Length > 0 ? [.. all, path] : [.. all];
    }

    private void Merge(ObjectNode root, string path, string text)
    {
        if (!loading.TryCountInclude() || loading.Open.Count >= MaxNesting)
        {
            throw Error($"too many includes: {loading.Options.MaxIncludes} files are allowed, " +
                $"nested {MaxNesting} deep");
        }

        loading.Open.Add(path);
        try
        {
            var document = new Document(text, path, Path.GetDirectoryName(path), scope, depth);
            var included = FileFormat.Parse(document, loading);
            root.MergeFrom(included as ObjectNode ?? throw HoconException.At(included.At,
                "an included file must have an object as its root; this one has an array"));
        }
        finally
        {
            loading.Open.RemoveAt(loading.Open.Count - 1);
        }
    }

    private HoconException Error(string message) => HoconException.At(statement.At, message);
}
