using ControlPlane.Import.Syntax;

namespace ControlPlane.Import.Rules;

/// <summary>What a section may and must have.</summary>
/// <param name="Parameters">The known ones.</param>
/// <param name="Sections">The known ones, each with the rule for a given section of that name.</param>
internal sealed record SectionRule(
    IReadOnlyDictionary<string, ParameterRule> Parameters, IReadOnlyDictionary<string, SubsectionRule> Sections)
{
    public static readonly SectionRule Empty = new(
        new Dictionary<string, ParameterRule>(), new Dictionary<string, SubsectionRule>());

    /// <summary>Parameters that are not known are allowed: the owner of the section is not Netplex.</summary>
    public bool TakesAnyParameter { get; init; }

    public bool TakesAnySection { get; init; }

    /// <summary>What only several parameters together can get wrong.</summary>
    public Func<Section, IEnumerable<(Item? At, string Problem)>> Together { get; init; } = _ => [];
}

/// <param name="Rule">What may stand there.</param>
/// <param name="Required">It is an error if it is not there.</param>
internal sealed record ParameterRule(ValueRule Rule, bool Required = false);

/// <param name="Rule">The rule for one of them; it may depend on its type.</param>
/// <param name="Least">How many there must be.</param>
/// <param name="Most">How many there may be.</param>
internal sealed record SubsectionRule(Func<Section, SectionRule> Rule, int Least = 0, int Most = int.MaxValue);
