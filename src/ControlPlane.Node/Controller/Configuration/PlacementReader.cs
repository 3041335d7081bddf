using ControlPlane.Hocon;
using ControlPlane.Node.Cluster.Placement;
using ControlPlane.Node.Workload;

namespace ControlPlane.Node.Controller.Configuration;

/// <summary>
/// Reads the <c>placement</c> section of a service. One file may serve nodes of a cluster and nodes on their own, so it
/// is judged on both, and has no effect on the latter.
/// </summary>
internal static class PlacementReader
{
    public const int MostWeight = 1000;

    private const string Name = "placement";

    private static readonly Dictionary<string, PlacementScope> Scopes = new()
    {
        ["node"] = PlacementScope.Node,
        ["cluster"] = PlacementScope.Cluster,
    };

    /// <param name="service">Over its defaults.</param>
    public static PlacementPlan Read(Config service)
    {
        var section = service.Section(Name);
        var plan = new PlacementPlan(
            section.GetChoice("scope", Scopes),
            LabelReader.Read(section, "require", (name, value) => new RequiredLabel(name, value)),
            Spread(section),
            section.FindInt("max_per_node", 1, WorkloadPlan.MostContainers),
            section.GetInt("weight", 1, MostWeight),
            section.GetSize("memory"));
        section.RejectUnknownKeys();
        return plan;
    }

    private static string? Spread(Config section)
    {
        if (TextKey.Get(section, "spread") is not { } label || label == LabelReader.TheNode)
        {
            return null;
        }

        if (LabelReader.ProblemOfName(label) is { } problem)
        {
            section.Fail("spread", $"is neither {LabelReader.TheNode} nor the name of a label: {problem}");
        }

        return label;
    }
}
