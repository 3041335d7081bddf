using ControlPlane.Contracts.Statuses;

namespace ControlPlane.Node.Cluster.Placement;

/// <summary>Which nodes a service may be on at all, whatever room they have. The same for both scopes.</summary>
internal static class Eligibility
{
    /// <summary>Its configuration has the service, and its labels are those that the service requires.</summary>
    public static bool Fits(PlacementNode node, string service, PlacementPlan plan) =>
        node.Services?.Contains(service) != false && Fits(node, plan);

    /// <summary>By labels alone.</summary>
    public static bool Fits(PlacementNode node, PlacementPlan plan)
    {
        foreach (var label in plan.Require)
        {
            if (Label(node, label.Name) != label.Value)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>How many containers of a service of scope node this node shall have, if it is enabled.</summary>
    public static int Local(PlacementNode node, string service, PlacementPlan plan, int wanted) =>
        node.State is NodeState.Up or NodeState.Joining && Fits(node, service, plan)
            ? Math.Min(wanted, plan.MaxPerNode ?? int.MaxValue)
            : 0;

    /// <summary>Why it may not be there at all; null: it may.</summary>
    public static string? Refusal(PlacementNode node, string service, PlacementPlan plan)
    {
        if (node.Services?.Contains(service) == false)
        {
            return "does not know the service: its configuration has none of this name";
        }

        foreach (var label in plan.Require)
        {
            var found = Label(node, label.Name);
            if (found != label.Value)
            {
                return found is null
                    ? $"has no label {label.Name}; required [{label.Value}]"
                    : $"label {label.Name} is [{found}]; required [{label.Value}]";
            }
        }

        return node.Keeps ? null : node.State == NodeState.Draining ? "draining" : "gone";
    }

    /// <summary>Null: it has no such label.</summary>
    public static string? Label(PlacementNode node, string name)
    {
        foreach (var label in node.Labels)
        {
            if (label.Name == name)
            {
                return label.Value;
            }
        }

        return null;
    }
}
