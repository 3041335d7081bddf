using System.Collections.Concurrent;
using ControlPlane.Contracts.Processors;

namespace ControlPlane.Node.Containers.InProcess;

/// <summary>Which hooks a processor has of its own. The others do nothing, so they are not called: a job costs no
/// thread for them.</summary>
internal sealed class ProcessorHooks
{
    private static readonly ConcurrentDictionary<Type, ProcessorHooks> Known = new();

    private readonly HashSet<string> _own;

    private ProcessorHooks(Type type)
    {
        var map = type.GetInterfaceMap(typeof(IProcessor));
        _own = [.. map.InterfaceMethods.Zip(map.TargetMethods)
            .Where(pair => pair.Second.DeclaringType is { IsInterface: false })
            .Select(pair => pair.First.Name)];
    }

    public static ProcessorHooks Of(IProcessor processor) =>
        Known.GetOrAdd(processor.GetType(), t => new ProcessorHooks(t));

    /// <param name="hook">The name of a member of <see cref="IProcessor"/>.</param>
    public bool Has(string hook) => _own.Contains(hook);
}
