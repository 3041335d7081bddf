using System.Globalization;
using ControlPlane.Import.Syntax;

namespace ControlPlane.Import.Rules;

/// <summary>Judges a file by the rules of Netplex and finds every error at once.</summary>
internal sealed class RuleCheck
{
    private const int MaxErrors = 100;

    private readonly List<NetplexError> _errors = [];

    /// <exception cref="NetplexException">The file breaks a rule.</exception>
    public static void Require(Section root)
    {
        var check = new RuleCheck();
        check.Judge(root, NetplexRules.Root, root.Name);
        if (check._errors.Count > 0)
        {
            throw new NetplexException([.. check._errors
                .OrderBy(error => error.At!.Line).ThenBy(error => error.At!.Column).Take(MaxErrors)]);
        }
    }

    private void Judge(Section section, SectionRule rule, string path)
    {
        Parameters(section, rule, path);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var inner in section.Items.OfType<Section>())
        {
            var number = counts[inner.Name] = counts.GetValueOrDefault(inner.Name) + 1;
            if (rule.Sections.TryGetValue(inner.Name, out var known))
            {
                if (number > known.Most)
                {
                    Add(inner.At, Path(path, inner.Name), "is there twice; only one section of this name is allowed");
                }

                Judge(inner, known.Rule(inner), string.Create(
                    CultureInfo.InvariantCulture, $"{path}.{inner.Name}[{number - 1}]"));
            }
            else if (!rule.TakesAnySection)
            {
                Add(
                    inner.At,
                    path,
                    $"must not contain the subsection [{inner.Name}]; {Known("sections", rule.Sections.Keys)}");
            }
        }

        foreach (var (name, _) in rule.Sections.Where(s => counts.GetValueOrDefault(s.Key) < s.Value.Least))
        {
            Add(section.At, path, $"requires a section {name} {{ … }}; add one");
        }
    }

    private void Parameters(Section section, SectionRule rule, string path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var parameter in section.Items.OfType<Parameter>())
        {
            if (!seen.Add(parameter.Name))
            {
                Add(parameter.At, Path(path, parameter.Name), "is defined twice; remove one of the two");
            }

            if (rule.Parameters.TryGetValue(parameter.Name, out var known))
            {
                if (known.Rule(parameter.Value) is { } problem)
                {
                    Add(parameter.ValueAt, Path(path, parameter.Name), problem);
                }
            }
            else if (!rule.TakesAnyParameter)
            {
                Add(parameter.At, path,
                    $"must not contain the parameter [{parameter.Name}]; {Known("parameters", rule.Parameters.Keys)}");
            }
        }

        foreach (var (name, _) in rule.Parameters.Where(p => p.Value.Required && !seen.Contains(p.Key)))
        {
            Add(section.At, path, $"has no parameter {name}, which is required");
        }

        foreach (var (at, problem) in rule.Together(section))
        {
            Add((at ?? section).At, at is null ? path : Path(path, at.Name), problem);
        }
    }

    private void Add(NetplexPosition at, string path, string problem) =>
        _errors.Add(new NetplexError(at, path, problem));

    private static string Path(string section, string name) => $"{section}.{name}";

    private static string Known(string what, IEnumerable<string> names) =>
        names.Any() ? $"known {what}: {string.Join(", ", names)}" : $"it has no {what}";
}
