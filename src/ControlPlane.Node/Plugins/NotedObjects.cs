using ControlPlane.Contracts.Processors;
using ControlPlane.Platform.Machine;
using ControlPlane.Platform.NodeDirectory.PersistentObjects;

namespace ControlPlane.Node.Plugins;

/// <summary>Objects that outlive the node, noted down in the socket directory before the call returns.</summary>
internal sealed class NotedObjects(PersistentObjectFile file) : IPersistentObjects
{
    /// <exception cref="ArgumentException">A name that no such object can have.</exception>
    /// <exception cref="IOException">It could not be noted down.</exception>
    public void Register(PersistentObjectKind kind, string name)
    {
        var item = Item(kind, name);
        Noting(() => file.Register(item));
    }

    /// <inheritdoc cref="Register"/>
    public void Unregister(PersistentObjectKind kind, string name)
    {
        var item = Item(kind, name);
        Noting(() => file.Unregister(item));
    }

    private static PersistentObject Item(PersistentObjectKind kind, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (kind == PersistentObjectKind.File && !Path.IsPathFullyQualified(name))
        {
            throw new ArgumentException(
                $"The file [{name}] has no absolute path; whoever removes it stands in another directory. Give the "
                + "whole path.",
                nameof(name));
        }

        return new PersistentObject(
            kind switch
            {
                PersistentObjectKind.File => PersistentKind.File,
                PersistentObjectKind.SharedMemory => PersistentKind.SharedMemory,
                PersistentObjectKind.Semaphore => PersistentKind.Semaphore,
                PersistentObjectKind.SemaphoreContainer => PersistentKind.SemaphoreContainer,
                _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no kind of object"),
            },
            name);
    }

    private static void Noting(Action note)
    {
        try
        {
            note();
        }
        catch (MachineException e)
        {
            throw new IOException(e.Message, e);
        }
    }
}
