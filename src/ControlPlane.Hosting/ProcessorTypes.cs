using ControlPlane.Http;
using ControlPlane.Node.Containers;

namespace ControlPlane.Hosting;

/// <summary>The processors that every node of this program knows.</summary>
internal static class ProcessorTypes
{
    public static ProcessorRegistry BuiltIn { get; } =
        HttpTypes.All.Aggregate(ProcessorRegistry.BuiltIn, (known, type) => known.With(type.Key, type.Value));
}
