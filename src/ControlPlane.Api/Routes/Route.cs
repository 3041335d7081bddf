using ControlPlane.Api.Requests;
using ControlPlane.Contracts.Admin;

namespace ControlPlane.Api.Routes;

/// <summary>
/// One thing that may be asked: its method, its path, what it takes, and the request that it becomes.
/// </summary>
/// <param name="Method">GET or POST.</param>
/// <param name="Path">For people: <c>/v1/services/{name}/enable</c>. A segment in braces matches any one name.</param>
/// <param name="Query">Names of the query parameters that it takes beside <c>node</c>.</param>
/// <param name="Members">Members that its body may have; GET has no body.</param>
/// <param name="ToRequest">Makes the request.</param>
internal sealed record Route(
    string Method,
    string Path,
    IReadOnlyList<string> Query,
    BodyMembers Members,
    Func<RouteValues, AdminProtocol.Request> ToRequest)
{
    /// <summary>Nodes ask it of each other, and nobody else.</summary>
    public bool IsForPeers { get; init; }

    private readonly string[] _pattern = Path[1..].Split('/');

    public static Route Get(string path, Func<RouteValues, AdminProtocol.Request> toRequest, params string[] query) =>
        new("GET", path, query, BodyMembers.None, toRequest);

    public static Route Post(string path, BodyMembers members, Func<RouteValues, AdminProtocol.Request> toRequest) =>
        new("POST", path, [], members, toRequest);

    public bool Matches(IReadOnlyList<string> segments) =>
        segments.Count == _pattern.Length && _pattern.Zip(segments).All(pair => Fits(pair.First, pair.Second));

    /// <summary>What stands in the place of the braces; empty if there are none.</summary>
    public string NameIn(IReadOnlyList<string> segments) =>
        Array.FindIndex(_pattern, IsName) is >= 0 and var i ? segments[i] : "";

    private static bool Fits(string pattern, string segment) =>
        IsName(pattern) ? segment.Length > 0 : string.Equals(pattern, segment, StringComparison.Ordinal);

    private static bool IsName(string pattern) => pattern.StartsWith('{');
}
