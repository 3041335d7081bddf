using System.Globalization;

namespace ControlPlane.Contracts.Admin;

/// <summary>
/// Who asks, for the audit line. Taken from the kernel (SO_PEERCRED) or from a certificate; only another node may say
/// whom it asks for.
/// </summary>
/// <param name="Via">The face: <c>control.sock</c>, <c>netplex</c>, <c>signal</c>, <c>embedder</c>; of another node its
/// name: <c>node-2 for uid 0 pid 17 via control.sock</c>.</param>
/// <param name="Uid">User id of the peer; null where there is none.</param>
/// <param name="Pid">Process id of the peer; null where there is none.</param>
public sealed record Caller(string Via, int? Uid = null, int? Pid = null)
{
    public override string ToString() => (Uid, Pid) switch
    {
        (int uid, int pid) => string.Create(CultureInfo.InvariantCulture, $"uid {uid} pid {pid} via {Via}"),
        _ => Via,
    };
}
