using System.Net;

namespace ControlPlane.Contracts.Processors;

/// <summary>Code in this process that handles the connections of a service (Netplex: processor).</summary>
public interface IProcessor
{
    /// <summary>
    /// Handles one connection until it is done. The caller closes the connection when the task ends, also when it fails.
    /// </summary>
    /// <param name="connection">The connection.</param>
    /// <param name="cancellation">Set when the container has to leave now.</param>
    Task ProcessAsync(IConnection connection, CancellationToken cancellation);
}

/// <summary>An accepted connection.</summary>
public interface IConnection : IAsyncDisposable
{
    /// <summary>The bytes of the connection, both ways.</summary>
    Stream Stream { get; }

    /// <summary>The name of the protocol whose address accepted it.</summary>
    string Protocol { get; }

    /// <summary>Peer address; null for Unix sockets.</summary>
    EndPoint? Peer { get; }

    /// <summary>Tells the peer that nothing more follows (shutdown of the sending side).</summary>
    void CompleteSending();
}
