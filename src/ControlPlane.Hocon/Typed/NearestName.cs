namespace ControlPlane.Hocon.Typed;

/// <summary>Finds the name that was probably meant: few insertions, deletions, changes and swaps away.</summary>
internal static class NearestName
{
    private const int LongestCompared = 64;

    /// <summary>Null if none is near enough: one error in three letters, and three errors at most.</summary>
    public static string? To(string name, IEnumerable<string> candidates)
    {
        var limit = Math.Clamp((name.Length + 1) / 3, 1, 3);
        return candidates
            .Where(candidate => name.Length <= LongestCompared && candidate.Length <= LongestCompared)
            .Select(candidate => (Name: candidate, Distance: Distance(Plain(name), Plain(candidate))))
            .Where(near => near.Distance <= limit)
            .OrderBy(near => near.Distance)
            .Select(near => near.Name)
            .FirstOrDefault();
    }

    /// <summary>Damerau-Levenshtein, each place changed at most once.</summary>
    internal static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                rows[i, j] = i == 0 ? j : j == 0 ? i : Step(i, j);
            }
        }

        return rows[a.Length, b.Length];

        int Step(int i, int j)
        {
            var cost = a[i - 1] == b[j - 1] ? 0 : 1;
            var least = Math.Min(Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1), rows[i - 1, j - 1] + cost);
            var isSwap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            return isSwap ? Math.Min(least, rows[i - 2, j - 2] + 1) : least;
        }
    }

    /// <summary>Case and the choice of hyphen or underscore are the commonest slips; they cost nothing.</summary>
    private static string Plain(string name) => name.ToLowerInvariant().Replace('-', '_');
}
