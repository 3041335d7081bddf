namespace ControlPlane.Import.Rules;

/// <summary>The sections of Netplex with all that its manual and its program know.</summary>
internal static class NetplexRules
{
    private static readonly ParameterRule Text = new(ValueRules.Text);
    private static readonly ParameterRule Name = new(ValueRules.Text, Required: true);
    private static readonly ParameterRule Flag = new(ValueRules.Flag);
    private static readonly ParameterRule Level = new(ValueRules.Level);

    private static readonly SectionRule Protocol = new(
        new Dictionary<string, ParameterRule>
        {
            ["name"] = Name,
            ["lstn_backlog"] = new(ValueRules.Whole(1)),
            ["lstn_reuseaddr"] = Flag,
            ["so_keepalive"] = Flag,
            ["tcp_nodelay"] = Flag,
            ["local_chmod"] = new(ValueRules.Permissions),
            ["local_chown"] = Text,
        },
        new Dictionary<string, SubsectionRule> { ["address"] = new(AddressRules.Of, Least: 1) });

    private static readonly SectionRule Processor = new(
        new Dictionary<string, ParameterRule> { ["type"] = Name }, new Dictionary<string, SubsectionRule>())
    {
        TakesAnyParameter = true,
        TakesAnySection = true,
    };

    private static readonly SectionRule Service = new(
        new Dictionary<string, ParameterRule>
        {
            ["name"] = Name,
            ["user"] = Text,
            ["group"] = Text,
            ["startup_timeout"] = new(ValueRules.Float),
            ["conn_limit"] = new(ValueRules.Whole(1)),
            ["gc_when_idle"] = Flag,
        },
        new Dictionary<string, SubsectionRule>
        {
            ["protocol"] = new(_ => Protocol, Least: 1),
            ["processor"] = new(_ => Processor, Least: 1, Most: 1),
            ["workload_manager"] = new(WorkloadRules.Of, Least: 1, Most: 1),
        })
    {
        Together = service => service.Find("group") is { } group && service.Find("user") is null
            ? [(group, "is set without user; add the user, or remove the group")]
            : [],
    };

    private static readonly SectionRule Controller = new(
        new Dictionary<string, ParameterRule> { ["socket_directory"] = Text, ["max_level"] = Level },
        new Dictionary<string, SubsectionRule> { ["logging"] = new(LoggingRules.Of) });

    public static readonly SectionRule Root = new(
        new Dictionary<string, ParameterRule>(),
        new Dictionary<string, SubsectionRule>
        {
            ["controller"] = new(_ => Controller, Most: 1),
            ["service"] = new(_ => Service),
        })
    {
        TakesAnySection = true,
    };
}
