using System.Net;
using System.Net.Sockets;

namespace ControlPlane.Contracts.Processors;

/// <summary>An accepted connection.</summary>
public interface IConnection : IAsyncDisposable
{
    /// <summary>The bytes of the connection, both ways.</summary>
    Stream Stream { get; }

    /// <summary>
    /// The socket itself, for what needs it (a Kestrel transport); null where the connection has none (a simulated
    /// one). Who uses it leaves <see cref="Stream"/> alone.
    /// </summary>
    Socket? Socket { get; }

    /// <summary>The name of the protocol whose address accepted it.</summary>
    string Protocol { get; }

    /// <summary>Peer address; null for Unix sockets.</summary>
    EndPoint? Peer { get; }

    /// <summary>What is being done, at most 200 characters, for <c>netplex.connections</c>; null: nothing
    /// said.</summary>
    string? Detail { get; set; }

    /// <summary>Tells the peer that nothing more follows (shutdown of the sending side).</summary>
    void CompleteSending();
}
