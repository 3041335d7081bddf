using Microsoft.Extensions.Logging;

namespace ControlPlane.Node.Cluster;

/// <summary>What is logged of the cluster.</summary>
internal static partial class ClusterLog
{
    [LoggerMessage(2601, LogLevel.Information, "cluster: joined [{Cluster}] as {Node}, incarnation {Incarnation}")]
    public static partial void Joined(this ILogger log, string cluster, string node, long incarnation);

    [LoggerMessage(2602, LogLevel.Warning, "cluster: cannot join: {Why}; tried again in {Seconds:0.0} s")]
    public static partial void NotJoined(this ILogger log, string why, double seconds);

    [LoggerMessage(2603, LogLevel.Error, "cluster: the name {Node} is held by another node (uuid {Uuid} at {Address}); "
        + "give this node another cluster.node.name, or end that one")]
    public static partial void NameTaken(this ILogger log, string node, Guid uuid, string address);

    [LoggerMessage(2604, LogLevel.Warning, "cluster: no longer a part of it: {Why}; what runs here runs on ({OnLost})")]
    public static partial void Lost(this ILogger log, string why, string onLost);

    [LoggerMessage(2605, LogLevel.Warning, "cluster: etcd is silent: {Why}")]
    public static partial void Silent(this ILogger log, string why);

    [LoggerMessage(2606, LogLevel.Information, "cluster: etcd answers again")]
    public static partial void Heard(this ILogger log);

    [LoggerMessage(2607, LogLevel.Warning, "cluster: key {Key}: {Problem}; it is ignored")]
    public static partial void Ignored(this ILogger log, string key, string problem);

    [LoggerMessage(2608, LogLevel.Information, "cluster: this node leads, epoch {Epoch}")]
    public static partial void Leads(this ILogger log, long epoch);

    [LoggerMessage(2609, LogLevel.Information, "cluster: this node leads no longer: {Why}")]
    public static partial void LeadsNoLonger(this ILogger log, string why);

    [LoggerMessage(2610, LogLevel.Information, "cluster: node {Node} is {State}")]
    public static partial void NodeIs(this ILogger log, string node, string state);

    [LoggerMessage(2611, LogLevel.Warning, "cluster: cannot write {What}: {Why}")]
    public static partial void NotWritten(this ILogger log, string what, string why);

    [LoggerMessage(2612, LogLevel.Warning, "cluster: cut off for a lease; the containers of the cluster end here (on_lost = stop)")]
    public static partial void StopsWhatIsTheClusters(this ILogger log);

    [LoggerMessage(2613, LogLevel.Information, "cluster: {Service}: {Decision}")]
    public static partial void Decided(this ILogger log, string service, string decision);

    [LoggerMessage(2614, LogLevel.Error, "cluster: version {Version} of the configuration is refused here: {Why}")]
    public static partial void ConfigurationRefused(this ILogger log, int version, string why);
}
