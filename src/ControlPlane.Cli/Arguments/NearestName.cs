namespace ControlPlane.Cli.Arguments;

/// <summary>What somebody who mistyped a name probably meant.</summary>
internal static class NearestName
{
    /// <summary>The candidate with the fewest edits, if they are few for its length; else null.</summary>
    public static string? Of(string typed, IEnumerable<string> candidates) => candidates
        .Select(name => (Name: name, Distance: Edits(typed, name)))
        .Where(candidate => candidate.Distance <= Math.Max(1, candidate.Name.Length / 3)
            || (typed.Length >= 3 && candidate.Name.StartsWith(typed, StringComparison.Ordinal)))
        .OrderBy(candidate => candidate.Distance)
        .Select(candidate => candidate.Name)
        .FirstOrDefault();

    // Optimal string alignment: Levenshtein, and two letters swapped count once.
    private static int Edits(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            d[i, 0] = i;
        }

        for (var j = 0; j <= b.Length; j++)
        {
            d[0, j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                d[i, j] = Math.Min(Math.Min(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
                }
            }
        }

        return d[a.Length, b.Length];
    }
}
