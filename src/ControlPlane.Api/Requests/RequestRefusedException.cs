using ControlPlane.Contracts.Admin;
using ControlPlane.Contracts.Wire;

namespace ControlPlane.Api.Requests;

/// <summary>A request that never reaches the node: its status, its body, and the methods of a 405.</summary>
internal sealed class RequestRefusedException(int status, ErrorBody body, string? allow = null) : Exception(body.Error)
{
    public int Status { get; } = status;

    public ErrorBody Body { get; } = body;

    /// <summary>Value of the Allow header; null for none.</summary>
    public string? Allow { get; } = allow;

    public static RequestRefusedException Bad(string error, string hint, int status = 400) =>
        new(status, new ErrorBody(error, hint, Refusal.BadRequest));
}
