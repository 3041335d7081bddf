using ControlPlane.Hocon;
using ControlPlane.Node.Containers;
using ControlPlane.Platform.Machine;

namespace ControlPlane.Node.Controller.Configuration;

/// <summary>What every section reader needs while one file is read.</summary>
/// <param name="Machine">Answers questions about users, paths, executables and host names; nothing is changed on
/// it.</param>
/// <param name="Defaults">The reference files.</param>
/// <param name="WorkingDirectory">Absolute.</param>
/// <param name="SocketDirectory">Absolute; where relative socket paths lie.</param>
/// <param name="Addresses">Every address seen so far.</param>
/// <param name="Processors">What may run in this process.</param>
internal sealed record ReadingScope(
    IMachine Machine,
    ReferenceFiles Defaults,
    string WorkingDirectory,
    string SocketDirectory,
    AddressBook Addresses,
    ProcessorRegistry Processors)
{
    /// <summary>Of the text that stands in no file; its relative paths are taken from the working directory.</summary>
    public string? NoFile { get; init; }

    /// <summary>
    /// What a relative path that stands there is taken from: the same wherever a file is included from, and whoever
    /// starts the node.
    /// </summary>
    public string FolderOf(SourcePosition? at) => at is null || at.Origin == NoFile
        ? WorkingDirectory
        : Path.GetDirectoryName(Path.Combine(WorkingDirectory, at.Origin)) ?? WorkingDirectory;

    /// <summary>Sockets that several services have in common; filled before the services are read.</summary>
    public SharedSockets Shared { get; } = new();
}
