using ControlPlane.Contracts.Admin;
using Microsoft.AspNetCore.Http;

namespace ControlPlane.Api.Callers;

/// <summary>Who asks, and whether they may: each face has its own way to know.</summary>
internal interface ICallers
{
    /// <summary>
    /// The caller for the audit line. Throws <see cref="Requests.RequestRefusedException"/> if they may not ask;
    /// nothing of the request's body is read before.
    /// </summary>
    Caller Identify(HttpContext context, string target);
}
