using ControlPlane.Import.Syntax;

namespace ControlPlane.Import.Rules;

/// <summary>What an <c>address</c> section may have, by its type.</summary>
internal static class AddressRules
{
    private static readonly ParameterRule Type = new(
        ValueRules.OneOf("address type", "internet", "local", "unixdomain", "socket_file", "w32_pipe", "w32_pipe_file",
            "container", "internal"),
        Required: true);

    private static readonly SectionRule WithPath = With("path", ValueRules.Text);

    private static readonly Dictionary<string, SectionRule> Types = new()
    {
        ["internet"] = With("bind", Bind),
        ["local"] = WithPath,
        ["unixdomain"] = WithPath,
        ["socket_file"] = WithPath,
        ["w32_pipe"] = WithPath,
        ["w32_pipe_file"] = WithPath,
        ["container"] = Only(new() { ["type"] = Type }),
        ["internal"] = With("name", ValueRules.Text),
    };

    private static readonly SectionRule Unknown = Only(new() { ["type"] = Type }) with { TakesAnyParameter = true };

    public static SectionRule Of(Section address) => Types.GetValueOrDefault(address.Text("type") ?? "", Unknown);

    private static SectionRule With(string key, ValueRule rule) =>
        Only(new() { ["type"] = Type, [key] = new(rule, Required: true) });

    private static SectionRule Only(Dictionary<string, ParameterRule> parameters) =>
        new(parameters, new Dictionary<string, SubsectionRule>());

    /// <summary>The shape only; whether host and port can be had is for the machine to say.</summary>
    private static string? Bind(object value)
    {
        if (value is not string text)
        {
            return ValueRules.Text(value);
        }

        var colon = text.LastIndexOf(':');
        var (host, port) = colon < 0 ? (text, "") : (text[..colon], text[(colon + 1)..]);
        var bracketed = host.StartsWith('[') && host.EndsWith(']') && host.Length > 2;
        return port.Length is > 0 and <= 5 && port.All(char.IsAsciiDigit) && host.Length > 0
            && (bracketed || !host.AsSpan().ContainsAny('[', ']', ':'))
            ? null
            : $"is [{text}], which cannot be parsed; expected \"host:port\", \"1.2.3.4:port\" or \"[ipv6]:port\"";
    }
}
