using ControlPlane.Contracts;

namespace ControlPlane.Hosting.Embedding;

/// <summary>Holds the value of one section of the embedder; set by the node, read from any thread.</summary>
internal sealed class SectionInForce<T>(string name) : IControlPlaneSection<T>
    where T : class
{
    private volatile T? _value;

    public T Value => _value ?? throw new InvalidOperationException(
        $"controlplane.{name} was not read yet; it is there when the host has started.");

    public void Set(object value) => _value = (T)value;
}
