using System.Globalization;
using ControlPlane.Node.Cluster.Placement;

namespace ControlPlane.Node.Controller.Configuration;

/// <summary>Which keys differ between two <c>placement</c> sections.</summary>
internal static class PlacementDifference
{
    public static IReadOnlyList<KeyChange> Between(PlacementPlan old, PlacementPlan next)
    {
        KeyChange?[] keys =
        [
            KeyChange.Of("placement.scope", PlanText.NameOf(old.Scope), PlanText.NameOf(next.Scope)),
            KeyChange.Of("placement.require", Of(old.Require), Of(next.Require)),
            KeyChange.Of("placement.spread", old.Spread ?? LabelReader.TheNode, next.Spread ?? LabelReader.TheNode),
            KeyChange.Of("placement.max_per_node", PlanText.Of(old.MaxPerNode), PlanText.Of(next.MaxPerNode)),
            KeyChange.Of("placement.weight", PlanText.Of(old.Weight), PlanText.Of(next.Weight)),
            KeyChange.Of("placement.memory", Of(old.Memory), Of(next.Memory)),
        ];
        return [.. keys.OfType<KeyChange>()];
    }

    private static string Of(ValueList<RequiredLabel> labels) =>
        labels.Count == 0 ? "nothing" : string.Join(' ', labels.Select(label => $"{label.Name}={label.Value}"));

    private static string Of(long memory) => memory.ToString(CultureInfo.InvariantCulture);
}
