using ControlPlane.Hocon;
using ControlPlane.Node.Cluster;

namespace ControlPlane.Node.Controller.Configuration;

/// <summary>Reads <c>cluster.etcd</c>.</summary>
internal static class EtcdReader
{
    private const int MostEndpoints = 100;
    private const int LongestUser = 256;

    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromMilliseconds(100),
        LongestTimeout = TimeSpan.FromMinutes(1);

    /// <param name="section">Over its defaults.</param>
    /// <param name="scope">The file being read.</param>
    public static EtcdPlan Read(Config section, ReadingScope scope)
    {
        var plan = new EtcdPlan(
            Endpoints(section),
            User(section),
            ReadableFile.Find(section, "password_file", scope),
            ReadableFile.Find(section, "ca", scope),
            ReadableFile.Find(section, "cert", scope),
            ReadableFile.Find(section, "key", scope),
            section.GetDuration("timeout", ShortestTimeout, LongestTimeout))
        {
            Compact = section.GetBoolean("compact"),
        };
        ReadableFile.Both(section, "user", "password_file");
        ReadableFile.Both(section, "cert", "key");
        if (plan.Endpoints.Count > 0 && plan.Endpoints.All(endpoint => endpoint.Scheme == Uri.UriSchemeHttp))
        {
            foreach (var key in new[] { "ca", "cert", "key" }.Where(section.Has))
            {
                section.Fail(key, "has no effect: every endpoint is http. Write https:// there, or remove the key");
            }
        }

        section.RejectUnknownKeys();
        return plan;
    }

    private static ValueList<Uri> Endpoints(Config section)
    {
        var written = section.GetStrings("endpoints");
        List<Uri> endpoints = [];
        for (var index = 0; index < written.Count; index++)
        {
            if (Parse(written[index], out var problem) is not { } endpoint)
            {
                section.Fail(
                    "endpoints", $"has [{written[index]}]: {problem}; expected such as \"http://127.0.0.1:2379\" or "
                    + "\"https://etcd1.example:2379\"");
            }
            else if (endpoints.Contains(endpoint))
            {
                section.Fail("endpoints", $"has {endpoint} twice; remove one");
            }
            else
            {
                endpoints.Add(endpoint);
            }
        }

        if (section.Peek("endpoints") is HoconArray { Items.Count: var count and (0 or > MostEndpoints) })
        {
            section.Fail("endpoints", $"has {PlanText.Of(count)} elements; expected 1 to {PlanText.Of(MostEndpoints)}");
        }

        return ValueList.From(endpoints);
    }

    private static Uri? Parse(string text, out string problem)
    {
        problem = !Uri.TryCreate(text, UriKind.Absolute, out var uri) ? "it is no URL"
            : uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps
            ? "it begins with neither http:// nor https://"
            : uri.UserInfo.Length > 0 ? "a user does not belong there, but into user and password_file"
            : uri.Host.Length == 0 ? "there is no host"
            : uri.PathAndQuery != "/" || uri.Fragment.Length > 0 ? "there is something behind the port"
            : "";
        return problem.Length == 0 ? uri : null;
    }

    private static string? User(Config section)
    {
        var user = TextKey.Find(section, "user");
        if (user is { Length: 0 or > LongestUser } || (user?.Any(char.IsControl) ?? false))
        {
            section.Fail("user", $"is no name of a user of etcd; expected 1 to {PlanText.Of(LongestUser)} letters");
        }

        return user;
    }
}
