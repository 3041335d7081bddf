using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using ControlPlane.Contracts;
using ControlPlane.Contracts.Processors;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ControlPlane.Http.Tests;

/// <summary>One container with one processor on a real socket.</summary>
internal sealed class Place : IContainer, IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _leaving = new();
    private readonly IProcessor _processor;
    private readonly ConcurrentBag<Task> _jobs = [];
    private readonly Values _values = new();
    private Task _accepting = Task.CompletedTask;

    private Place(IProcessor processor) => _processor = processor;

    public IPEndPoint Address => (IPEndPoint)_listener.LocalEndPoint!;

    public string Url => $"http://{Address}";

    public ContainerId Id => new("web", 1);

    public int Jobs => _jobs.Count(j => !j.IsCompleted);

    /// <summary>Connections so far.</summary>
    public int Taken => _jobs.Count;

    public CancellationToken Leaving => _leaving.Token;

    public TimeProvider Time => TimeProvider.System;

    public ILogger Log => NullLogger.Instance;

    public IContainerVariables Variables => _values;

    public IContainerTimers Timers => throw new NotSupportedException();

    public IMessages Messages => throw new NotSupportedException();

    public ILookup Lookup => throw new NotSupportedException();

    public ISemaphores Semaphores => throw new NotSupportedException();

    public IMutexes Mutexes => throw new NotSupportedException();

    public IMailboxes Mailboxes => throw new NotSupportedException();

    public ISharedVariables SharedVariables => throw new NotSupportedException();

    public ILevers Levers => throw new NotSupportedException();

    public IPersistentObjects PersistentObjects => throw new NotSupportedException();

    public static async Task<Place> Start(IProcessor processor)
    {
        var place = new Place(processor);
        await processor.PostStartAsync(place, CancellationToken.None);
        place._listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        place._listener.Listen(100);
        place._accepting = place.Accept();
        return place;
    }

    public ILogger LogTo(string subchannel) => Log;

    public Task SystemShutdownAsync() => throw new NotSupportedException();

    public Task SystemRestartAsync() => throw new NotSupportedException();

    /// <summary>As the node does it: no more connections, then the hook, then the last jobs.</summary>
    public async Task Leave()
    {
        _listener.Dispose();
        await _processor.ShutdownAsync(this, Leaving);
        await Task.WhenAll(_jobs);
        await _processor.PreFinishAsync(this, Leaving);
    }

    public async Task<Stream> Connect()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(Address);
        return new NetworkStream(socket, ownsSocket: true);
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => _accepting);
    }

    private async Task Accept()
    {
        while (true)
        {
            var socket = await _listener.AcceptAsync();
            // Counted before it is served: what was answered shall have been taken.
            var known = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _jobs.Add(Serve(known.Task, socket));
            known.SetResult();
        }
    }

    private async Task Serve(Task known, Socket socket)
    {
        await known;
        await using var connection = new Connection(socket);
        try
        {
            await _processor.ProcessAsync(this, connection, Leaving);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // As in the node: the peer or the container has gone.
        }
    }

    private sealed class Connection(Socket socket) : IConnection
    {
        public Stream Stream { get; } = new NetworkStream(socket, ownsSocket: true);

        public Socket? Socket => socket;

        public string Protocol => "http";

        public EndPoint? Peer => socket.RemoteEndPoint;

        public string? Detail { get; set; }

        public void CompleteSending() => socket.Shutdown(SocketShutdown.Send);

        public ValueTask DisposeAsync() => Stream.DisposeAsync();
    }

    private sealed class Values : IContainerVariables
    {
        private readonly ConcurrentDictionary<string, object?> _values = new();

        public T Get<T>(string name) => (T)_values[name]!;

        public bool TryGet<T>(string name, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out T value) =>
            throw new NotSupportedException();

        public void Set<T>(string name, T value) => _values[name] = value;

        public void Delete(string name) => _values.TryRemove(name, out _);
    }
}
