using ControlPlane.Api.Requests;
using ControlPlane.Contracts.Admin;
using ControlPlane.Contracts.Wire;

namespace ControlPlane.Api.Routes;

/// <summary>What a request brought along, checked.</summary>
internal sealed record RouteValues(string Name, IReadOnlyDictionary<string, string> Query, CommandBody Body)
{
    public AdminProtocol.Patience Patience =>
        new(Body.Wait ?? true, Body.Timeout is { } seconds ? TimeSpan.FromSeconds(seconds) : null);

    public bool Rolling => Body.Rolling ?? false;

    public AdminProtocol.SendMessage Message
    {
        get
        {
            var name = Body.Name ?? throw RequestRefusedException.Bad(
                "the body has no name; expected the name of the message", """for example { "name": "netplex.threadlist" }""");
            var message = new AdminProtocol.SendMessage(Body.Receiver ?? "*", name, Body.Arguments ?? []);
            return MessageLimits.Violation(message) is { } violation
                ? throw RequestRefusedException.Bad(violation, "send less, or in more than one message")
                : message;
        }
    }

    public int Count => Body.Count ?? throw RequestRefusedException.Bad(
        $"the body has no count; expected an integer from 0 to {CommandBodyParser.MaxCount}",
        """for example { "count": 3 }""");
}
