using ControlPlane.Hocon.Tree;

namespace ControlPlane.Hocon.Resolution;

/// <summary>What is said about a substitution that has no value.</summary>
internal static class Unresolved
{
    /// <param name="node">The substitution.</param>
    /// <param name="cycle">The substitutions that led back to a field being worked out, this one last; or none.</param>
    public static string Message(SubstitutionNode node, IReadOnlyList<SubstitutionNode> cycle) => cycle.Count switch
    {
        0 => $"{node.Shown} has no value: neither the configuration nor the environment has " +
            $"[{PathText.Of(node.Path)}]; set it, or write ${{?{PathText.Of(node.Path)}}} if it may be missing",
        1 => $"{node.Shown} refers to the field that it defines, which has no earlier value (a cycle); " +
            $"set it before, or write ${{?{PathText.Of(node.Path)}}}",
        _ => "a cycle of substitutions: " + string.Join(" → ", cycle.Select(step => $"{step.Shown} ({step.At})")),
    };
}
