namespace ControlPlane.Node.Plugins.Levers;

/// <summary>Calls to the levers of the caller's service.</summary>
internal static class LeversProtocol
{
    public abstract record Request : PluginsProtocol.Request;

    /// <summary>Answered by the text that the lever has returned.</summary>
    public sealed record Activate(string Name, string Argument) : Request;
}
