using ControlPlane.Api.Netplex.Rpc;
using ControlPlane.Contracts.Admin;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Api.Netplex;

/// <summary>
/// Program 3, version 2: the administration of a Netplex. A thin translator: what a procedure means, who may ask and
/// what is refused is the node's to decide.
/// </summary>
internal sealed class AdminProgram(NodeCall node, string socketPath, ILogger log)
{
    public const uint Number = 3;
    public const uint Version = 2;

    private static readonly AdminProtocol.Patience AtOnce = new(Wait: false);

    /// <summary>
    /// The reply message. A caller that has sent its last call and closed its side still waits for the answer, so
    /// nobody who leaves cancels anything; each answer has a deadline.
    /// </summary>
    public async Task<ReadOnlyMemory<byte>> AnswerAsync(RpcCall call, Caller caller)
    {
        try
        {
            return (call.Program, call.Version) switch
            {
                (not Number, _) => RpcReply.Failure(call.Xid, AcceptStatus.ProgramUnavailable),
                (_, not Version) => RpcReply.WrongVersion(call.Xid, Version),
                _ => await ProcedureAsync(call, caller).ConfigureAwait(false),
            };
        }
        catch (XdrException)
        {
            return RpcReply.Failure(call.Xid, AcceptStatus.GarbageArguments);
        }
        catch (Exception e)
        {
            log.CallFailed(e, call.Procedure);
            return RpcReply.Failure(call.Xid, AcceptStatus.SystemError);
        }
    }

    private Task<ReadOnlyMemory<byte>> ProcedureAsync(RpcCall call, Caller caller) => call.Procedure switch
    {
        0 => PingAsync(call),
        1 => ListAsync(call, caller),
        2 => ServiceAsync(call, caller, "enable", name => new AdminProtocol.Enable(name, AtOnce)),
        3 => ServiceAsync(call, caller, "disable", name => new AdminProtocol.Disable(name, AtOnce)),
        4 => ServiceAsync(call, caller, "restart", name => new AdminProtocol.Restart(name, Rolling: false, AtOnce)),
        5 => NodeAsync(call, caller, new AdminProtocol.RestartAll(Rolling: false, AtOnce)),
        6 => NodeAsync(call, caller, new AdminProtocol.Shutdown()),
        7 => NodeAsync(call, caller, new AdminProtocol.ReopenLogfiles()),
        8 => MessageAsync(call, caller),
        _ => Task.FromResult(RpcReply.Failure(call.Xid, AcceptStatus.ProcedureUnavailable)),
    };

    private static Task<ReadOnlyMemory<byte>> PingAsync(RpcCall call)
    {
        AdminArguments.None(call.Arguments);
        return Task.FromResult(RpcReply.Success(call.Xid, _ => { }));
    }

    private async Task<ReadOnlyMemory<byte>> ListAsync(RpcCall call, Caller caller)
    {
        AdminArguments.None(call.Arguments);
        var services = await node.AskAsync(
            new AdminProtocol.ListServices(), caller, CancellationToken.None).ConfigureAwait(false);
        var containers = await node.AskAsync(
            new AdminProtocol.ListContainers(), caller, CancellationToken.None).ConfigureAwait(false);
        return (services, containers) is (AdminProtocol.Services s, AdminProtocol.Containers c)
            ? RpcReply.Success(call.Xid, result => Listing.Write(result, Listing.Of(s.Items, c.Items, socketPath)))
            : RpcReply.Failure(call.Xid, AcceptStatus.SystemError);
    }

    private async Task<ReadOnlyMemory<byte>> ServiceAsync(
        RpcCall call, Caller caller, string verb, Func<string, AdminProtocol.Request> request)
    {
        var name = AdminArguments.ServiceName(call.Arguments);
        return name == Listing.Controller
            ? RpcReply.Success(call.Xid, result => UnitResult.WriteError(result, UnitResult.NotOfController(verb)))
            : await UnitAsync(call, caller, request(name)).ConfigureAwait(false);
    }

    private Task<ReadOnlyMemory<byte>> NodeAsync(
        RpcCall call, Caller caller, AdminProtocol.Request request)
    {
        AdminArguments.None(call.Arguments);
        return UnitAsync(call, caller, request);
    }

    private async Task<ReadOnlyMemory<byte>> UnitAsync(
        RpcCall call, Caller caller, AdminProtocol.Request request)
    {
        var reply = await node.AskAsync(request, caller, CancellationToken.None).ConfigureAwait(false);
        return RpcReply.Success(call.Xid, result => UnitResult.Write(result, reply));
    }

    // There is no room for a text in the reply; and Netplex does not mind a message that nobody receives, or that the
    // receiver finds wrong. What the node could not do at all is a system error.
    private async Task<ReadOnlyMemory<byte>> MessageAsync(RpcCall call, Caller caller)
    {
        var message = AdminArguments.Message(call.Arguments);
        return await node.AskAsync(message, caller, CancellationToken.None).ConfigureAwait(false)
            is AdminProtocol.Refused { Why: not (Refusal.Unknown or Refusal.BadRequest) }
            ? RpcReply.Failure(call.Xid, AcceptStatus.SystemError)
            : RpcReply.Success(call.Xid, _ => { });
    }
}
