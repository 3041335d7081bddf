using ControlPlane.TestKit;

namespace ControlPlane.Architecture.Tests;

/// <summary>The files of the repository that people write.</summary>
internal static class Sources
{
    public static string Root => RepositoryRoot.Path;

    /// <summary>Paths relative to the root, with forward slashes, without build output.</summary>
    public static IReadOnlyList<string> Files(string under, string pattern) =>
        [.. Directory.EnumerateFiles(Path.Combine(Root, under), pattern, SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Root, f))
            .Where(f => !f.Split('/').Any(part => part is "bin" or "obj"))
            .Order(StringComparer.Ordinal)];

    public static string Text(string file) => File.ReadAllText(Path.Combine(Root, file));

    public static int Lines(string file) => File.ReadLines(Path.Combine(Root, file)).Count();
}
