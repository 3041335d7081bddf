namespace ControlPlane.Api.Netplex.Rpc;

/// <summary>A call of ONC RPC version 2 (RFC 5531, section 9), its head read and found good.</summary>
/// <param name="Xid">The number that the reply carries too.</param>
/// <param name="Program">Which program.</param>
/// <param name="Version">Which version of it.</param>
/// <param name="Procedure">Which procedure of that.</param>
/// <param name="Arguments">XDR, not looked at yet.</param>
internal sealed record RpcCall(uint Xid, uint Program, uint Version, uint Procedure, ReadOnlyMemory<byte> Arguments)
{
    private const uint Call = 0;
    private const uint RpcVersion = 2;
    private const uint AuthNone = 0;
    private const uint AuthSys = 1;
    private const int MaxAuthBody = 400;

    /// <summary>
    /// Takes a record apart. Without call and without denial it is no call at all, and nothing can be answered: a
    /// server that guesses where the next record begins would answer nonsense, so the connection has to be closed.
    /// </summary>
    public static (RpcCall? Call, ReadOnlyMemory<byte>? Denial) Read(ReadOnlyMemory<byte> record)
    {
        try
        {
            return ReadHead(record);
        }
        catch (XdrException)
        {
            return (null, null);
        }
    }

    private static (RpcCall? Call, ReadOnlyMemory<byte>? Denial) ReadHead(ReadOnlyMemory<byte> record)
    {
        var reader = new XdrReader(record.Span);
        var xid = reader.Unsigned();
        if (reader.Unsigned() != Call)
        {
            return (null, null);
        }

        if (reader.Unsigned() != RpcVersion)
        {
            return (null, RpcReply.WrongRpcVersion(xid, RpcVersion));
        }

        var (program, version, procedure) = (reader.Unsigned(), reader.Unsigned(), reader.Unsigned());

        // Who calls is what the kernel says; what AUTH_SYS claims is not even read.
        if (!IsGood(ref reader, AuthNone, AuthSys))
        {
            return (null, RpcReply.AuthenticationError(xid, AuthStatus.BadCredential));
        }

        return IsGood(ref reader, AuthNone, AuthNone)
            ? (new RpcCall(xid, program, version, procedure, record[^reader.Left..]), null)
            : (null, RpcReply.AuthenticationError(xid, AuthStatus.BadVerifier));
    }

    private static bool IsGood(ref XdrReader reader, uint flavor, uint orFlavor)
    {
        var found = reader.Unsigned();
        try
        {
            var body = reader.Opaque(MaxAuthBody);
            return (found == flavor || found == orFlavor) && (found != AuthNone || body.IsEmpty);
        }
        catch (XdrException)
        {
            return false;
        }
    }
}
