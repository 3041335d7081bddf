using System.Globalization;

namespace ControlPlane.Contracts.Admin;

/// <summary>Who asks, for the audit line. Taken from the kernel (SO_PEERCRED), never from what the caller says.</summary>
/// <param name="Via">The face: <c>control.sock</c>, <c>netplex</c>, <c>signal</c>, <c>embedder</c>.</param>
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
