using System.Net;
using ControlPlane.Contracts.Processors;
using ControlPlane.Platform.Sockets;

namespace ControlPlane.Node.Containers.InProcess;

/// <summary>An accepted connection as a processor sees it.</summary>
internal sealed class ProcessorConnection(IAccepted accepted, string protocol) : IConnection
{
    public Stream Stream => accepted.Stream;

    public string Protocol => protocol;

    public EndPoint? Peer => accepted.Peer;

    public void CompleteSending() => accepted.CompleteSending();

    public ValueTask DisposeAsync() => accepted.DisposeAsync();
}
