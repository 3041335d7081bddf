using ControlPlane.Contracts.Admin;
using ControlPlane.Contracts.Wire;

namespace ControlPlane.Api.Requests;

/// <summary>
/// Bounds the requests in flight. Queries have a bound of their own, so that many waiting commands do not keep anyone
/// from looking.
/// </summary>
internal sealed class RequestGate(ControlApiLimits limits)
{
    private int _queries;
    private int _commands;

    /// <summary>
    /// Dispose the result when the request is answered. Throws <see cref="RequestRefusedException"/> (503).
    /// </summary>
    public IDisposable Enter(AdminProtocol.Request request) => Waits(request)
        ? Enter(ref _commands, limits.MaxCommands, "commands", () => Interlocked.Decrement(ref _commands))
        : Enter(ref _queries, limits.MaxQueries, "queries", () => Interlocked.Decrement(ref _queries));

    private static bool Waits(AdminProtocol.Request request) => request switch
    {
        ClusterProtocol.OnNode there => Waits(there.Inner),
        AdminProtocol.Command => true,
        _ => request.Changes,
    };

    private static Place Enter(ref int count, int limit, string what, Action leave)
    {
        if (Interlocked.Increment(ref count) <= limit)
        {
            return new Place(leave);
        }

        leave();
        throw new RequestRefusedException(503, new ErrorBody(
            $"{limit} {what} are being answered, which is the limit",
            "wait for some of them, or send them with \"wait\": false",
            Refusal.Unavailable));
    }

    private sealed class Place(Action leave) : IDisposable
    {
        public void Dispose() => leave();
    }
}
