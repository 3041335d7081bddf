using ControlPlane.TestKit;

namespace ControlPlane.Benchmarks;

/// <summary>The words after scripts/bench.</summary>
/// <param name="Names">Which benches; none: all.</param>
/// <param name="Json">Where the report goes.</param>
/// <param name="Quick">A small run.</param>
internal sealed record BenchOptions(IReadOnlyList<string> Names, string Json, bool Quick)
{
    /// <summary>Null and a text for people: a word is wrong.</summary>
    public static BenchOptions? Parse(IReadOnlyList<string> words, IReadOnlyCollection<string> known, out string? error)
    {
        var names = new List<string>();
        var json = RepositoryRoot.File("artifacts/bench/report.json");
        var quick = false;
        for (var i = 0; i < words.Count; i++)
        {
            switch (words[i])
            {
                case "--quick":
                    quick = true;
                    break;
                case "--json" when i + 1 < words.Count:
                    json = words[++i];
                    break;
                case "--json":
                    error = "--json needs a file name behind it";
                    return null;
                case var name when known.Contains(name):
                    names.Add(name);
                    break;
                case var word:
                    error = $"there is no bench or option [{word}]; expected one of [{string.Join(", ", known)}], "
                        + "--quick, --json FILE";
                    return null;
            }
        }

        error = null;
        return new BenchOptions(names.Count > 0 ? names : [.. known], json, quick);
    }
}
