using System.Globalization;
using ControlPlane.Node.Controller.Configuration;

namespace ControlPlane.Node.Cluster.Keys;

/// <summary>Finds what cannot be in a value; the first problem counts.</summary>
internal readonly record struct Judged(string? Problem)
{
    public static Judged Fine => default;

    public Judged Number(string member, long value, long least, long most = long.MaxValue) =>
        Problem is not null || (value >= least && value <= most) ? this : new(string.Create(
            CultureInfo.InvariantCulture, $"{member} is {value}; expected {least} to {most}"));

    public Judged Node(string member, string name) => Or(SectionName.Problem(name), member);

    public Judged Service(string member, string name) => Or(SectionName.ProblemOfService(name), member);

    public Judged Word(string member, string text) =>
        Problem is not null || text.Length <= KeyLimits.LongestWord ? this : new(string.Create(
            CultureInfo.InvariantCulture,
            $"{member} has {text.Length} letters; expected at most {KeyLimits.LongestWord}"));

    public Judged Uuid(string member, Guid uuid) =>
        Problem is not null || uuid != Guid.Empty ? this : new($"{member} is nobody's");

    /// <summary>Each name once.</summary>
    public Judged Once(string member, IEnumerable<string> names)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return Problem is null && names.FirstOrDefault(name => !seen.Add(name)) is { } twice
            ? new($"{member} has [{twice}] twice")
            : this;
    }

    public Judged Each<T>(IEnumerable<T> items, Func<T, string?> problem) =>
        Problem is null && items.Select(problem).FirstOrDefault(found => found is not null) is { } first
            ? new(first)
            : this;

    public Judged Or(string? problem, string member) =>
        Problem is null && problem is not null ? new($"{member}: {problem}") : this;
}
