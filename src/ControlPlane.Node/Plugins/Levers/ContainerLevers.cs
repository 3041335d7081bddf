using ControlPlane.Contracts.Processors;

namespace ControlPlane.Node.Plugins.Levers;

/// <summary>The levers of its service, as one container sees them.</summary>
internal sealed class ContainerLevers(PluginDoor door) : ILevers
{
    public Task<string> ActivateAsync(string name, string argument, CancellationToken cancellation)
    {
        PluginLimits.CheckName(name, "lever");
        ArgumentNullException.ThrowIfNull(argument);
        PluginLimits.CheckValue(argument.Length, $"the lever [{name}]", "characters", nameof(argument));
        return door.AskAsync<string>(new LeversProtocol.Activate(name, argument), cancellation);
    }
}
