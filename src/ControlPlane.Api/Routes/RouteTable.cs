using ControlPlane.Api.Requests;
using ControlPlane.Contracts.Admin;
using ControlPlane.Contracts.Wire;

namespace ControlPlane.Api.Routes;

/// <summary>All that may be asked (design: the machine contract).</summary>
internal static class RouteTable
{
    public static readonly IReadOnlyList<Route> All =
    [
        Route.Get("/v1/services", _ => new AdminProtocol.ListServices()),
        Route.Get("/v1/containers",
            v => new AdminProtocol.ListContainers(v.Query.GetValueOrDefault("service")), "service"),
        Route.Post("/v1/services/{name}/enable", BodyMembers.Patience,
            v => new AdminProtocol.Enable(v.Name, v.Patience)),
        Route.Post("/v1/services/{name}/disable", BodyMembers.Patience,
            v => new AdminProtocol.Disable(v.Name, v.Patience)),
        Route.Post("/v1/services/{name}/restart", BodyMembers.Patience | BodyMembers.Rolling,
            v => new AdminProtocol.Restart(v.Name, v.Rolling, v.Patience)),
        Route.Post("/v1/services/{name}/scale", BodyMembers.Patience | BodyMembers.Count,
            v => new AdminProtocol.Scale(v.Name, v.Count, v.Patience)),
        Route.Post("/v1/restart-all", BodyMembers.Patience | BodyMembers.Rolling,
            v => new AdminProtocol.RestartAll(v.Rolling, v.Patience)),
        Route.Post("/v1/reload", BodyMembers.Patience | BodyMembers.File,
            v => new AdminProtocol.Reload(v.Body.File, v.Patience)),
        Route.Post("/v1/node/shutdown", BodyMembers.Timeout,
            v => new AdminProtocol.Shutdown { Within = v.Patience.Timeout }),
        Route.Post("/v1/messages", BodyMembers.Message, v => v.Message),
        Route.Post("/v1/logs/reopen", BodyMembers.None, _ => new AdminProtocol.ReopenLogfiles()),
        Route.Get("/v1/nodes", _ => new ClusterProtocol.ListNodes()),
        Route.Post("/v1/nodes/{name}/drain", BodyMembers.Patience,
            v => new ClusterProtocol.DrainNode(v.Name, v.Patience)),
        Route.Post("/v1/nodes/{name}/undrain", BodyMembers.Patience,
            v => new ClusterProtocol.UndrainNode(v.Name, v.Patience)),
        Route.Post("/v1/nodes/{name}/forget", BodyMembers.Patience,
            v => new ClusterProtocol.ForgetNode(v.Name, v.Patience)),
        Route.Get("/v1/services/{name}/placement", v => new ClusterProtocol.ExplainPlacement(v.Name)),
        Route.Post("/v1/services/{name}/rebalance", BodyMembers.Patience,
            v => new ClusterProtocol.Rebalance(v.Name, v.Patience)),
        Route.Post("/v1/configuration", BodyMembers.Patience | BodyMembers.Configuration,
            v => new ClusterProtocol.Apply(v.Configuration.Text, v.Configuration.Origin, v.Patience)),
        Route.Post("/v1/configuration/rollback", BodyMembers.Patience | BodyMembers.Version,
            v => new ClusterProtocol.Rollback(v.Body.Version, v.Patience)),
        Route.Get("/v1/configuration/versions", _ => new ClusterProtocol.ListVersions()),
        Route.Post("/v1/configuration/plan", BodyMembers.Configuration,
            v => new ClusterProtocol.Plan(v.Configuration.Text, v.Configuration.Origin)),
        Route.Post("/v1/await", BodyMembers.Patience | BodyMembers.Await,
            v => new ClusterProtocol.Await(v.Body.Service, v.Revision, v.Patience) { Services = v.Body.Services })
            with { IsForPeers = true },
    ];

    private static readonly string Known = string.Join(
        ", ", All.Where(route => !route.IsForPeers).Select(route => $"{route.Method} {route.Path}"));

    /// <summary>
    /// Throws <see cref="RequestRefusedException"/> (404, 405, or 400 for a parameter that it does not take).
    /// </summary>
    public static Route Find(string method, RequestTarget target)
    {
        var there = All.Where(route => route.Matches(target.Segments)).ToArray();
        if (there.Length == 0)
        {
            throw new RequestRefusedException(404, new ErrorBody(
                $"there is nothing at /{string.Join('/', target.Segments)}", $"known: {Known}", Refusal.BadRequest));
        }

        var route = there.FirstOrDefault(one => string.Equals(one.Method, method, StringComparison.Ordinal));
        if (route is null)
        {
            var methods = string.Join(", ", there.Select(candidate => candidate.Method));
            throw new RequestRefusedException(405, new ErrorBody(
                $"{there[0].Path} does not take {method}; allowed: {methods}",
                $"curl -X {there[0].Method} …{there[0].Path}",
                Refusal.BadRequest), methods);
        }

        CheckQuery(route, target);
        return route;
    }

    private static void CheckQuery(Route route, RequestTarget target)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, _) in target.Query)
        {
            if (name != RouteValues.NodeParameter && !route.Query.Contains(name))
            {
                var known = string.Join(", ", route.Query.Append(RouteValues.NodeParameter));
                throw RequestRefusedException.Bad(
                    $"{route.Path} has the query parameter [{name}]; allowed here: {known}",
                    route.Method == "POST" ? "a POST takes its other arguments as JSON in the body" : "leave it out");
            }

            if (!seen.Add(name))
            {
                throw RequestRefusedException.Bad($"the query parameter [{name}] is given twice", "give it once");
            }
        }
    }
}
