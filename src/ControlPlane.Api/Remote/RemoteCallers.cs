using ControlPlane.Api.Callers;
using ControlPlane.Contracts.Admin;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Api.Remote;

/// <summary>Whoever has the token, from wherever.</summary>
internal sealed class RemoteCallers(string face, Func<string?> token, ILogger log) : ICallers
{
    private readonly BearerToken _token = new(face, token, log);

    public Caller Identify(HttpContext context, string target)
    {
        _token.Check(context, target);
        return new Caller($"{face} from {BearerToken.Origin(context)}");
    }
}
