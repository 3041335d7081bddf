using ControlPlane.Hocon;
using ControlPlane.Node.Workload;

namespace ControlPlane.Node.Controller.Configuration;

/// <summary>Reads the <c>workload_manager</c> section of a service.</summary>
internal static class WorkloadReader
{
    private const string Name = "workload_manager";

    private static readonly Dictionary<string, string> Types = new() { ["constant"] = "constant" };

    public static ConstantPlan Read(Config service, ReadingScope scope)
    {
        var template = scope.Defaults.At("workload.conf", ReferenceFiles.Root, "service", "NAME", Name);
        var section = service.FindSection(Name)?.WithFallback(template)
            ?? new Config(template, $"{service.Path}.{Name}", service.Errors);
        if (!Choice.TryRead(section, "type", Types, LaterVersions.WorkloadManagers, out _))
        {
            // Of another type we cannot judge the keys: one error is enough.
            return new ConstantPlan(1);
        }

        section.NotInThisVersion(LaterVersions.OfWorkloadManager);
        var plan = new ConstantPlan(section.GetInt("threads", 1, ConstantPlan.MaxThreads));
        section.RejectUnknownKeys();
        return plan;
    }
}
