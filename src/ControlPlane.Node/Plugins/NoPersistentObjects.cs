using ControlPlane.Contracts.Processors;

namespace ControlPlane.Node.Plugins;

/// <summary>A node without a socket directory (a simulation) has no place to note down what outlives it.</summary>
internal sealed class NoPersistentObjects : IPersistentObjects
{
    public static readonly NoPersistentObjects Instance = new();

    public void Register(PersistentObjectKind kind, string name) => throw Missing();

    public void Unregister(PersistentObjectKind kind, string name) => throw Missing();

    private static NotSupportedException Missing() =>
        new("This node has no socket directory, so it cannot note down objects that outlive it.");
}
