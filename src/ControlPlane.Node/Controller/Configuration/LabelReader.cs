using ControlPlane.Hocon;

namespace ControlPlane.Node.Controller.Configuration;

/// <summary>Reads labels, <c>{ zone = a }</c>: names and values chosen by the user, by name.</summary>
internal static class LabelReader
{
    /// <summary>What <c>spread</c> calls the nodes themselves, so no label can have this name.</summary>
    public const string TheNode = "node";

    public const int MostLabels = 64;

    private const int LongestValue = 256;

    /// <param name="parent">Where the labels stand.</param>
    /// <param name="key">Under this key, which has a default.</param>
    /// <param name="make">Of a name and a value.</param>
    public static ValueList<T> Read<T>(Config parent, string key, Func<string, string, T> make)
        where T : IEquatable<T>
    {
        var section = parent.Section(key);
        var labels = section.Strings();
        if (labels.Count > MostLabels)
        {
            parent.Fail(key, $"has {PlanText.Of(labels.Count)} labels; expected at most {PlanText.Of(MostLabels)}");
        }

        foreach (var (name, value, at) in labels)
        {
            if ((ProblemOfName(name) ?? ProblemOfValue(name, value)) is { } problem)
            {
                section.Errors.Add(at, section.Path, problem);
            }
        }

        return ValueList.From(labels.OrderBy(label => label.Name, StringComparer.Ordinal)
            .Select(label => make(label.Name, label.Value)));
    }

    /// <summary>What is wrong with the name of a label, or null.</summary>
    public static string? ProblemOfName(string name) => name == TheNode
        ? $"no label has the name [{TheNode}]: spread = {TheNode} is over the nodes themselves. Choose another one"
        : SectionName.Problem(name);

    private static string? ProblemOfValue(string name, string value) => value switch
    {
        { Length: > LongestValue } => $"the label {name} has {PlanText.Of(value.Length)} letters; expected at most "
            + PlanText.Of(LongestValue),
        _ when value.Any(char.IsControl) => $"the label {name} has a control character; expected a text of one line",
        _ => null,
    };
}
