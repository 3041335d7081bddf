using ControlPlane.Contracts.Processors;

namespace ControlPlane.Node.Plugins.Variables;

/// <summary>Calls to the shared variables of the node.</summary>
internal static class VariablesProtocol
{
    public abstract record Request : PluginsProtocol.Request;

    /// <summary>Answered by a bool.</summary>
    public sealed record Create(string Name, SharedVariableOptions Options) : Request;

    /// <summary>Answered by a bool.</summary>
    public sealed record Set(string Name, byte[] Value) : Request;

    /// <summary>Answered by a <see cref="SharedValue"/> or null.</summary>
    public sealed record Get(string Name) : Request;

    /// <summary>Answered by a <see cref="SharedValue"/> or null.</summary>
    public sealed record Wait(string Name) : Request;

    /// <summary>Answered by a bool.</summary>
    public sealed record Delete(string Name) : Request;
}
