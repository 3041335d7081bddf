using ControlPlane.Contracts.Processors;

namespace ControlPlane.Node.Containers;

/// <summary>The processors that run in this process, by the <c>type</c> of their <c>processor</c> section.</summary>
internal sealed class ProcessorRegistry(IReadOnlyDictionary<string, Func<ContainerSeat, IProcessor>> makers)
{
    /// <summary>What a node knows without an embedder.</summary>
    public static readonly ProcessorRegistry BuiltIn = new(new Dictionary<string, Func<ContainerSeat, IProcessor>>
    {
        ["hello"] = seat => new InProcess.HelloProcessor(seat.Id.ToString(), seat.Time),
        ["echo"] = seat => new InProcess.EchoProcessor(seat.Time),
    });

    public IProcessor Make(string type, ContainerSeat seat) => makers[type](seat);
}

/// <summary>Where a processor sits.</summary>
internal sealed record ContainerSeat(Contracts.ContainerId Id, TimeProvider Time);
