using System.Text.Json;
using ControlPlane.Contracts.Processors;

namespace ControlPlane.Http.Rpc;

/// <summary>One connection: reads calls, has them done, writes answers.</summary>
internal sealed class RpcConversation : IAsyncDisposable
{
    private readonly IContainer _container;
    private readonly IConnection _connection;
    private readonly RpcMethods _methods;
    private readonly RpcLimits _limits;
    private readonly CancellationToken _leaving;
    private readonly CancellationTokenSource _gone;
    private readonly SemaphoreSlim _room;
    private readonly SemaphoreSlim _writing = new(1);

    /// <param name="container">Whose job it is.</param>
    /// <param name="connection">The connection.</param>
    /// <param name="methods">What can be called.</param>
    /// <param name="limits">Of size, number and time.</param>
    /// <param name="leaving">No new calls; those at work are answered.</param>
    /// <param name="now">Everything ends now.</param>
    public RpcConversation(
        IContainer container, IConnection connection, RpcMethods methods, RpcLimits limits, CancellationToken leaving,
        CancellationToken now)
    {
        (_container, _connection, _methods, _limits, _leaving) = (container, connection, methods, limits, leaving);
        _gone = CancellationTokenSource.CreateLinkedTokenSource(now);
        _room = new SemaphoreSlim(limits.MaxCalls);
    }

    /// <summary>Returns when the peer has said all, or the container leaves, and every call is answered.</summary>
    public async Task RunAsync()
    {
        try
        {
            while (await ReadAsync() is { } frame)
            {
                await _room.WaitAsync(_gone.Token);
                _ = CallAsync(frame);
            }
        }
        catch (InvalidDataException e)
        {
            await AnswerAsync(null, new RpcException("bad_frame", e.Message));
        }

        for (var i = 0; i < _limits.MaxCalls; i++)
        {
            await _room.WaitAsync(_gone.Token);
        }

        _connection.CompleteSending();
    }

    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        _gone.Dispose();
    }

    /// <summary>The next frame; null: there is none, and none is wanted.</summary>
    private async Task<byte[]?> ReadAsync()
    {
        while (true)
        {
            using var idle = new CancellationTokenSource(_limits.IdleTimeout, _container.Time);
            using var any = CancellationTokenSource.CreateLinkedTokenSource(idle.Token, _leaving, _gone.Token);
            try
            {
                return await RpcFrame.ReadAsync(_connection.Stream, _limits.MaxFrame, any.Token);
            }
            catch (OperationCanceledException) when (!_gone.IsCancellationRequested)
            {
                return null; // Idle, or leaving. A frame that was half there by then is not a call yet.
            }
        }
    }

    private async Task CallAsync(byte[] frame)
    {
        try
        {
            var (id, answer) = await DoAsync(frame);
            await AnswerAsync(id, answer);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // Nobody is there to hear the answer.
        }
        finally
        {
            _room.Release();
        }
    }

    /// <summary>The id of the call, and its result (a JSON element) or its error.</summary>
    private async Task<(JsonElement? Id, object Answer)> DoAsync(byte[] frame)
    {
        JsonElement? id = null;
        try
        {
            var request = RpcRequest.Parse(frame, out id);
            var method = _methods.Find(request.Method)
                ?? throw new RpcException("unknown_method", $"There is no method [{request.Method}].");

            // A method that blocks before its first await shall not stop the reading of others.
            return (id, await Task.Run(() => method(_container, request.Parameters, _gone.Token), _gone.Token));
        }
        catch (RpcException e)
        {
            return (id, e);
        }
        catch (Exception e) when (e is not OperationCanceledException || !_gone.IsCancellationRequested)
        {
            // The code of an embedder: whatever it throws is the error of this call only.
            _container.OnCallFailed(e);
            return (id, new RpcException("failed", e.Message));
        }
    }

    private async Task AnswerAsync(JsonElement? id, object answer)
    {
        var body = RpcAnswer.Write(id, answer);
        if (body.Length > _limits.MaxFrame)
        {
            body = RpcAnswer.Write(
                id,
                new RpcException("too_large", $"The result has {body.Length} bytes, the limit is {_limits.MaxFrame}."));
        }

        using var patience = new CancellationTokenSource(_limits.IdleTimeout, _container.Time);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, _gone.Token);
        await _writing.WaitAsync(any.Token);
        try
        {
            await RpcFrame.WriteAsync(_connection.Stream, body, any.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            // It does not take its answers; half a frame is written, so nothing more can follow.
            await _gone.CancelAsync();
            throw;
        }
        finally
        {
            _writing.Release();
        }
    }
}
