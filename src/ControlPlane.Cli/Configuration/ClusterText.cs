using ControlPlane.Contracts.Admin;
using ControlPlane.Hocon;

namespace ControlPlane.Cli.Configuration;

/// <summary>
/// What a cluster is told of a configuration file: its services and sockets, with everything resolved, as JSON in file
/// order.
/// </summary>
/// <param name="Text">The JSON, which is HOCON too.</param>
/// <param name="Notices">What was left out, a line each.</param>
internal sealed record ClusterText(string Text, IReadOnlyList<string> Notices)
{
    private const string Root = "controlplane";
    private static readonly string[] Shared = ["service", "socket"];
    private static readonly string[] OfNodes = ["controller", "cluster"];

    /// <summary>
    /// Throws <see cref="HoconException"/> if it says nothing to a cluster, or something that a cluster cannot be told.
    /// </summary>
    public static ClusterText Of(HoconObject file)
    {
        if (!file.TryGet(Root, out var value) || value is not HoconObject plane)
        {
            throw new HoconException([new HoconError(
                file.At, Root, "it is no object of the file; expected one with service, as in a file for run")]);
        }

        var foreign = plane.Keys.Where(key => !Shared.Contains(key) && !OfNodes.Contains(key))
            .Select(key => new HoconError(
                plane.KeyAt(key),
                $"{Root}.{key}",
                "a cluster cannot be told this; allowed are service and socket. "
                + "Put it into the file of each node that it is for"))
            .ToArray();
        if (foreign.Length > 0)
        {
            throw new HoconException(foreign);
        }

        var told = plane.Keys.Where(key => Shared.Contains(key)).ToArray();
        return told.Length == 0
            ? throw new HoconException([new HoconError(
                plane.At, Root, "it has neither service nor socket; write service {} if there shall be no services")])
            : new ClusterText(Json(plane, told), [.. plane.Keys.Where(key => OfNodes.Contains(key))
                .Select(key => $"{plane.KeyAt(key)}: {Root}.{key} is left out: it belongs to the file of each node")]);
    }

    /// <summary>Throws <see cref="CliException"/> where it is too large to be sent.</summary>
    public void CheckSize(string origin)
    {
        if (ConfigurationLimits.Violation(Text, origin) is { } violation)
        {
            throw new CliException(
                ExitCodes.BadConfiguration,
                $"{violation}, as JSON without spaces",
                "does an include or a substitution multiply it?");
        }
    }

    private static string Json(HoconObject plane, string[] keys) => "{\"" + Root + "\":{"
        + string.Join(',', keys.Select(key =>
            plane.TryGet(key, out var value)
                ? $"\"{key}\":{HoconJson.Write(value, indented: false, withOrigins: false)}"
                : ""))
        + "}}";
}
