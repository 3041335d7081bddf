namespace ControlPlane.Node.Containers;

/// <summary>Code in this process handles the connections.</summary>
/// <param name="Type">The registered type: <c>hello</c> or <c>echo</c>.</param>
internal sealed record InProcessPlan(string Type) : ProcessorPlan;
