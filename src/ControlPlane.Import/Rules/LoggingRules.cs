using ControlPlane.Import.Syntax;

namespace ControlPlane.Import.Rules;

/// <summary>What a <c>logging</c> section may have, by its type.</summary>
internal static class LoggingRules
{
    private static readonly ParameterRule Text = new(ValueRules.Text);
    private static readonly ParameterRule Required = new(ValueRules.Text, Required: true);

    private static readonly Dictionary<string, ParameterRule> Filters = new()
    {
        ["format"] = Text,
        ["component"] = Text,
        ["subchannel"] = Text,
        ["max_level"] = new(ValueRules.Level),
    };

    private static readonly SectionRule File = Made(new() { ["file"] = Required });

    private static readonly Dictionary<string, SectionRule> Types = new()
    {
        ["stderr"] = Typed([]),
        ["file"] = Typed(new() { ["file"] = Required }),
        ["multi_file"] = Typed(new() { ["directory"] = Required }) with
        {
            Sections = new Dictionary<string, SubsectionRule> { ["file"] = new(_ => File, Least: 1) },
        },
        ["syslog"] = Typed(new() { ["identifier"] = Text, ["facility"] = Text }),
    };

    // Of an unknown type nothing but the type can be judged.
    private static readonly SectionRule Unknown = Typed([]) with { TakesAnyParameter = true, TakesAnySection = true };

    public static SectionRule Of(Section logging) => Types.GetValueOrDefault(logging.Text("type") ?? "", Unknown);

    private static SectionRule Typed(Dictionary<string, ParameterRule> own) => Made(new(own)
    {
        ["type"] = new(ValueRules.OneOf("logging type", "stderr", "file", "multi_file", "syslog"), Required: true),
    });

    private static SectionRule Made(Dictionary<string, ParameterRule> own) => new(
        own.Concat(Filters).ToDictionary(pair => pair.Key, pair => pair.Value),
        new Dictionary<string, SubsectionRule>());
}
