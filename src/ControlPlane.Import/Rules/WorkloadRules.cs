using ControlPlane.Import.Syntax;

namespace ControlPlane.Import.Rules;

/// <summary>What a <c>workload_manager</c> section may have, by its type.</summary>
internal static class WorkloadRules
{
    private static readonly ParameterRule Type = new(
        ValueRules.OneOf("workload_manager type", "constant", "dynamic"), Required: true);

    private static readonly ParameterRule Positive = new(ValueRules.Whole(1));
    private static readonly ParameterRule Flag = new(ValueRules.Flag);

    private static readonly SectionRule Constant = new(
        new Dictionary<string, ParameterRule>
        {
            ["type"] = Type,
            ["threads"] = Positive,
            ["jobs"] = Positive,
            ["max_jobs_per_thread"] = Positive,
            ["greedy_accepts"] = Flag,
        },
        new Dictionary<string, SubsectionRule>())
    {
        Together = manager => (manager.Find("threads"), manager.Find("jobs")) switch
        {
            (null, null) => [(null, "needs the parameter threads; expected an integer from 1")],
            ({ }, { } jobs) => [(jobs, "is the old name of threads, which is there too; remove one of the two")],
            _ => [],
        },
    };

    private static readonly SectionRule Dynamic = new(
        new Dictionary<string, ParameterRule>
        {
            ["type"] = Type,
            ["max_jobs_per_thread"] = Positive,
            ["recommended_jobs_per_thread"] = Positive,
            ["min_free_jobs_capacity"] = new(ValueRules.Whole(0), Required: true),
            ["max_free_jobs_capacity"] = new(ValueRules.Whole(0), Required: true),
            ["max_threads"] = new(ValueRules.Whole(1), Required: true),
            ["inactivity_timeout"] = Positive,
            ["greedy_accepts"] = Flag,
        },
        new Dictionary<string, SubsectionRule>())
    {
        Together = manager =>
        [
            .. NotAbove(manager, "min_free_jobs_capacity", "max_free_jobs_capacity", null),
            .. NotAbove(manager, "recommended_jobs_per_thread", "max_jobs_per_thread", 1),
        ],
    };

    private static readonly SectionRule Unknown = new(
        new Dictionary<string, ParameterRule> { ["type"] = Type }, new Dictionary<string, SubsectionRule>())
    {
        TakesAnyParameter = true,
        TakesAnySection = true,
    };

    public static SectionRule Of(Section manager) => manager.Text("type") switch
    {
        "constant" => Constant,
        "dynamic" => Dynamic,
        _ => Unknown,
    };

    private static IEnumerable<(Item? At, string Problem)> NotAbove(
        Section manager, string lower, string upper, long? otherwise)
    {
        var limit = manager.Find(upper) is { } written ? written.Value as long? : otherwise;
        return manager.Find(lower) is { Value: long value } parameter && value > limit
            ? [(parameter, $"is {value}, above {upper}, which is {limit}; expected at most that")]
            : [];
    }
}
