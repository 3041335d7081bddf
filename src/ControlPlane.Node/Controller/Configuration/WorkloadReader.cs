using ControlPlane.Hocon;
using ControlPlane.Node.Workload;

namespace ControlPlane.Node.Controller.Configuration;

/// <summary>Reads the <c>workload_manager</c> section of a service.</summary>
internal static class WorkloadReader
{
    public const int MostCapacity = 1_000_000_000;

    private const string Name = "workload_manager";
    private static readonly TimeSpan LeastInactivity = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestInactivity = TimeSpan.FromDays(7);

    private static readonly string[] OfConstant = ["threads"];

    private static readonly string[] OfDynamic =
    [
        "recommended_jobs_per_thread", "min_free_jobs_capacity", "max_free_jobs_capacity", "max_threads",
        "inactivity_timeout",
    ];

    private static readonly Dictionary<string, Func<Config, Config, ReadingScope, WorkloadPlan>> Types = new()
    {
        ["constant"] = Constant,
        ["dynamic"] = Dynamic,
    };

    public static WorkloadPlan Read(Config service, ReadingScope scope)
    {
        var template = Template("workload.conf", scope);
        var written = service.FindSection(Name)
            ?? new Config(HoconObject.Empty, $"{service.Path}.{Name}", service.Errors);
        var section = written.WithFallback(template);

        // Of another type we cannot judge the keys: one error is enough.
        return Choice.TryRead(section, "type", Types, [], out var read)
            ? read(written, section, scope)
            : new ConstantPlan(1);
    }

    private static ConstantPlan Constant(Config written, Config section, ReadingScope scope)
    {
        RejectKeysOf("dynamic", OfDynamic, written, section, "constant has threads and max_jobs_per_thread");
        var plan = new ConstantPlan(
            section.GetInt("threads", 1, WorkloadPlan.MostContainers),
            section.FindInt("max_jobs_per_thread", 1, WorkloadPlan.MostJobs),
            section.GetBoolean("greedy_accepts"));
        section.RejectUnknownKeys();
        return plan;
    }

    private static DynamicPlan Dynamic(Config written, Config section, ReadingScope scope)
    {
        var greedy = section.GetBoolean("greedy_accepts");
        RejectKeysOf("constant", OfConstant, written, section, "dynamic has max_threads");

        // The defaults of constant are not those of dynamic, so `section` ends here.
        var dynamic = written.WithFallback(Template("workload-dynamic.conf", scope));
        var before = dynamic.Errors.Items.Count;
        var most = dynamic.GetInt("max_jobs_per_thread", 1, WorkloadPlan.MostJobs);
        var recommended = dynamic.FindInt("recommended_jobs_per_thread", 1, WorkloadPlan.MostJobs) ?? most;
        var least = dynamic.GetInt("min_free_jobs_capacity", 0, MostCapacity);
        var plan = new DynamicPlan(
            most,
            recommended,
            least,
            dynamic.GetInt("max_free_jobs_capacity", 0, MostCapacity),
            dynamic.GetInt("max_threads", 1, WorkloadPlan.MostContainers),
            dynamic.GetDuration("inactivity_timeout", LeastInactivity, LongestInactivity),
            greedy);
        dynamic.RejectUnknownKeys(["type", "greedy_accepts", .. OfConstant.Where(written.Has)]);
        if (dynamic.Errors.Items.Count == before)
        {
            Compare(plan, dynamic);
        }

        return plan;
    }

    private static void Compare(DynamicPlan plan, Config section)
    {
        if (plan.Recommended > plan.MaxJobs)
        {
            section.Fail("recommended_jobs_per_thread", $"is [{plan.Recommended}], more than max_jobs_per_thread "
                + $"({plan.MaxJobs}); expected 1 to {plan.MaxJobs}");
        }

        if (plan.MaxFree < plan.MinFree)
        {
            section.Fail("max_free_jobs_capacity", $"is [{plan.MaxFree}], less than min_free_jobs_capacity "
                + $"({plan.MinFree}); expected at least {plan.MinFree}");
        }
    }

    /// <summary>A key of the other type means that the type or the key is a mistake; nobody can know which.</summary>
    private static void RejectKeysOf(
        string type, IEnumerable<string> keys, Config written, Config section, string instead)
    {
        foreach (var key in keys.Where(written.Has))
        {
            written.Fail(key, $"belongs to type = {type}; {instead}. Remove the key, or change the type");
            _ = section.Has(key);
        }
    }

    private static HoconObject Template(string file, ReadingScope scope) =>
        scope.Defaults.At(file, ReferenceFiles.Root, "service", "NAME", Name);
}
