using ControlPlane.Contracts.Processors;

namespace ControlPlane.Node.Containers;

/// <summary>Code in this process handles the connections. Plans of the same type and settings are equal.</summary>
/// <param name="Type">The registered type, as <c>hello</c>.</param>
/// <param name="Settings">Everything that the section says, keys sorted; and the directory, where it matters.</param>
/// <param name="Processor">Made from those settings; used from when the service is added, or its section has
/// changed.</param>
internal sealed record InProcessPlan(string Type, string Settings, IProcessor Processor) : ProcessorPlan
{
    public bool Equals(InProcessPlan? other) => other is not null && Type == other.Type && Settings == other.Settings;

    public override int GetHashCode() => HashCode.Combine(Type, Settings);
}
