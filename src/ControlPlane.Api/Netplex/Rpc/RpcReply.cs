namespace ControlPlane.Api.Netplex.Rpc;

/// <summary>What became of a call that was accepted (RFC 5531, section 9: accept_stat).</summary>
internal enum AcceptStatus
{
    Success = 0,
    ProgramUnavailable = 1,
    ProgramMismatch = 2,
    ProcedureUnavailable = 3,
    GarbageArguments = 4,
    SystemError = 5,
}

/// <summary>Why a call was denied (RFC 5531, section 9: auth_stat).</summary>
internal enum AuthStatus
{
    BadCredential = 1,
    BadVerifier = 3,
    TooWeak = 5,
}

/// <summary>Writes reply messages of ONC RPC (RFC 5531, section 9).</summary>
internal static class RpcReply
{
    private const uint Reply = 1;
    private const uint Accepted = 0;
    private const uint Denied = 1;

    public static ReadOnlyMemory<byte> Success(uint xid, Action<XdrWriter> result)
    {
        var writer = Head(xid, AcceptStatus.Success);
        result(writer);
        return writer.Written;
    }

    /// <summary>A status that carries nothing.</summary>
    public static ReadOnlyMemory<byte> Failure(uint xid, AcceptStatus status) => Head(xid, status).Written;

    /// <summary>This version alone is there.</summary>
    public static ReadOnlyMemory<byte> WrongVersion(uint xid, uint known) =>
        Head(xid, AcceptStatus.ProgramMismatch).Unsigned(known).Unsigned(known).Written;

    public static ReadOnlyMemory<byte> WrongRpcVersion(uint xid, uint known) =>
        new XdrWriter().Unsigned(xid).Unsigned(Reply).Unsigned(Denied)
            .Unsigned(0 /* RPC_MISMATCH */).Unsigned(known).Unsigned(known).Written;

    public static ReadOnlyMemory<byte> AuthenticationError(uint xid, AuthStatus why) =>
        new XdrWriter().Unsigned(xid).Unsigned(Reply).Unsigned(Denied)
            .Unsigned(1 /* AUTH_ERROR */).Unsigned((uint)why).Written;

    private static XdrWriter Head(uint xid, AcceptStatus status) =>
        new XdrWriter().Unsigned(xid).Unsigned(Reply).Unsigned(Accepted)
            .Unsigned(0 /* AUTH_NONE */).Unsigned(0).Unsigned((uint)status);
}
