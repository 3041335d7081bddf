using System.Net;
using System.Net.Sockets;
using ControlPlane.Contracts.Processors;
using ControlPlane.Platform.Sockets;

namespace ControlPlane.Node.Containers.InProcess;

/// <summary>An accepted connection as a processor sees it.</summary>
internal sealed class ProcessorConnection(IAccepted accepted, string protocol, DateTimeOffset since) : IConnection
{
    private const int LongestDetail = 200;

    private volatile string? _detail;

    public Stream Stream => accepted.Stream;

    public Socket? Socket => accepted.Socket;

    public string Protocol => protocol;

    public DateTimeOffset Since => since;

    public EndPoint? Peer => accepted.Peer;

    public string? Detail
    {
        get => _detail;
        set => _detail = value?.Length > LongestDetail ? value[..LongestDetail] : value;
    }

    public void CompleteSending() => accepted.CompleteSending();

    public ValueTask DisposeAsync() => accepted.DisposeAsync();
}
