using ControlPlane.Api.Requests;
using ControlPlane.Contracts.Admin;
using ControlPlane.Contracts.Wire;

namespace ControlPlane.Api.Routes;

/// <summary>What a request brought along, checked.</summary>
internal sealed record RouteValues(string Name, IReadOnlyDictionary<string, string> Query, CommandBody Body)
{
    /// <summary>The query parameter of every route: one node alone answers, of itself only.</summary>
    public const string NodeParameter = "node";

    /// <summary>The request, to be answered by the node that the query names, if it names one.</summary>
    public AdminProtocol.Request Addressed(
        AdminProtocol.Request request) => Query.GetValueOrDefault(NodeParameter) switch
    {
        null => request,
        "" => throw RequestRefusedException.Bad(
            $"the query parameter [{NodeParameter}] is empty; expected the name of a node", "GET /v1/nodes lists them"),
        var node => new ClusterProtocol.OnNode(node, request),
    };

    public AdminProtocol.Patience Patience =>
        new(Body.Wait ?? true, Body.Timeout is { } seconds ? TimeSpan.FromSeconds(seconds) : null);

    public bool Rolling => Body.Rolling ?? false;

    public AdminProtocol.SendMessage Message
    {
        get
        {
            var name = Body.Name ?? throw RequestRefusedException.Bad(
                "the body has no name; expected the name of the message",
                """for example { "name": "netplex.threadlist" }""");
            var message = new AdminProtocol.SendMessage(Body.Receiver ?? "*", name, Body.Arguments ?? []);
            return MessageLimits.Violation(message) is { } violation
                ? throw RequestRefusedException.Bad(violation, "send less, or in more than one message")
                : message;
        }
    }

    /// <summary>The text and what it is called.</summary>
    public (string Text, string Origin) Configuration
    {
        get
        {
            var text = Body.Text ?? throw RequestRefusedException.Bad(
                "the body has no text; expected the text of a configuration", ClusterMembers.ConfigurationExample);
            var origin = Body.Origin ?? "a request";
            return ConfigurationLimits.Violation(text, origin) is { } violation
                ? throw RequestRefusedException.Bad(
                    violation, "keep comments and what other programs need in other files")
                : (text, origin);
        }
    }

    public long Revision => Body.Revision ?? throw RequestRefusedException.Bad(
        "the body has no revision; expected an integer from 0", ClusterMembers.RevisionExample);

    public int Count => Body.Count ?? throw RequestRefusedException.Bad(
        $"the body has no count; expected an integer from 0 to {CommandBodyParser.MaxCount}",
        """for example { "count": 3 }""");
}
