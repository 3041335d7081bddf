using ControlPlane.Actors;
using ControlPlane.Contracts;
using ControlPlane.Contracts.Processors;
using ControlPlane.Node.Containers.InProcess;

namespace ControlPlane.Node.Plugins;

/// <summary>Makes what containers get from the node, and takes their levers. Safe from all threads.</summary>
/// <param name="plugins">The section that holds what containers share.</param>
/// <param name="controller">The way to the services and to the admin gate.</param>
/// <param name="persistent">The register of objects that outlive the node.</param>
internal sealed class NodeServices(IActorRef plugins, IActorRef controller, IPersistentObjects persistent)
    : IContainerServicesFactory
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, HashSet<string>> _levers = new(StringComparer.Ordinal);
    private long _lives;
    private long _tickets;

    public IContainerServices For(ContainerId container) => new ContainerServices(
        plugins, controller, new Holder(container, Interlocked.Increment(ref _lives)),
        () => Interlocked.Increment(ref _tickets), persistent);

    public void AddLever(string service, string name, Func<string, CancellationToken, Task<string>> lever)
    {
        PluginLimits.CheckName(name, "lever");
        ArgumentNullException.ThrowIfNull(lever);
        lock (_gate)
        {
            if (!_levers.TryGetValue(service, out var names))
            {
                _levers.Add(service, names = new HashSet<string>(StringComparer.Ordinal));
            }

            if (!names.Contains(name) && names.Count >= PluginLimits.MaxLevers)
            {
                throw new InvalidOperationException(
                    $"The service [{service}] has {names.Count} levers; expected at most {PluginLimits.MaxLevers}. "
                    + "Let one lever do several things by its argument.");
            }

            names.Add(name);
            plugins.Tell(new PluginsProtocol.AddLever(service, name, lever), ActorRefs.NoSender);
        }
    }

    public void Forget(string service)
    {
        lock (_gate)
        {
            _levers.Remove(service);
            plugins.Tell(new PluginsProtocol.Forget(service), ActorRefs.NoSender);
        }
    }
}
