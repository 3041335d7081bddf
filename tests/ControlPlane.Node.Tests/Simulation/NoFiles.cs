using ControlPlane.Platform.Accounts;
using ControlPlane.Platform.Files;
using ControlPlane.Platform.Machine;

namespace ControlPlane.Node.Tests.Simulation;

/// <summary>A world without files.</summary>
internal sealed class NoFiles : IFiles
{
    public static readonly NoFiles Instance = new();

    public Stream OpenAppend(string path) => throw new MachineException($"[{path}]: there are no files here", "ENOENT");

    public IDatagramSender Datagrams(string path) =>
        throw new MachineException($"[{path}]: there are no sockets here", "ENOENT");

    public MachineException? WhyNotDirectory(string path, Account? account) => null;

    public MachineException? WhyNotReadable(string path) => null;

    public MachineException? WhyNotSecret(string path) => null;
}
