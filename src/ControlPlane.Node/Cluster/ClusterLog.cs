using ControlPlane.Contracts.Statuses;
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

    [LoggerMessage(
        2604, LogLevel.Warning, "cluster: no longer a part of it: {Why}; what runs here runs on (on_lost = keep)")]
    public static partial void Lost(this ILogger log, string why);

    [LoggerMessage(2605, LogLevel.Warning, "cluster: etcd is silent: {Why}")]
    public static partial void Silent(this ILogger log, string why);

    [LoggerMessage(2606, LogLevel.Information, "cluster: etcd answers again")]
    public static partial void Heard(this ILogger log);

    [LoggerMessage(2607, LogLevel.Warning, "cluster: key {Key}: {Problem}")]
    public static partial void Damaged(this ILogger log, string key, string problem);

    [LoggerMessage(2608, LogLevel.Information, "cluster: this node leads, epoch {Epoch}")]
    public static partial void Leads(this ILogger log, long epoch);

    [LoggerMessage(2609, LogLevel.Information, "cluster: this node leads no longer: {Why}")]
    public static partial void LeadsNoLonger(this ILogger log, string why);

    [LoggerMessage(2610, LogLevel.Information, "cluster: node {Node} is {State}")]
    public static partial void NodeIs(this ILogger log, string node, string state);

    [LoggerMessage(2611, LogLevel.Warning, "cluster: cannot write {What}: {Why}")]
    public static partial void NotWritten(this ILogger log, string what, string why);

    [LoggerMessage(2612, LogLevel.Warning, "cluster: no longer a part of it: {Why}; the containers of the cluster end "
        + "here, and those of scope node run on (on_lost = stop)")]
    public static partial void LostAndStops(this ILogger log, string why);

    [LoggerMessage(2613, LogLevel.Information, "cluster: {Service} is to be on {Goal}")]
    public static partial void Decided(this ILogger log, string service, string goal);

    [LoggerMessage(2614, LogLevel.Error, "cluster: {Configuration} is refused here, and tried "
        + "again in a while: {Why}")]
    public static partial void ConfigurationRefused(this ILogger log, string configuration, string why);

    [LoggerMessage(2615, LogLevel.Warning, "cluster: node {Node} is unreachable: its lease has ended; if it is not "
        + "back in {Seconds:0.###} s, its containers of the cluster are placed elsewhere")]
    public static partial void NodeIsUnreachable(this ILogger log, string node, double seconds);

    [LoggerMessage(2616, LogLevel.Warning, "cluster: node {Node} is gone: its containers of the cluster are placed "
        + "elsewhere")]
    public static partial void NodeIsGone(this ILogger log, string node);

    [LoggerMessage(2617, LogLevel.Information, "cluster: node {Node} has left")]
    public static partial void NodeHasLeft(this ILogger log, string node);

    [LoggerMessage(2618, LogLevel.Debug, "cluster: {Service} is assigned to {Step}")]
    public static partial void OnItsWay(this ILogger log, string service, string step);

    [LoggerMessage(2619, LogLevel.Warning, "cluster: leaves, and is not forgotten: {Why}; others show this node as "
        + "gone until it is back")]
    public static partial void NotForgotten(this ILogger log, string why);

    [LoggerMessage(
        2620, LogLevel.Warning, "cluster: leaves, and its lease is not given back: {Why}; it ends by itself")]
    public static partial void NotGivenBack(this ILogger log, string why);

    [LoggerMessage(2621, LogLevel.Warning, "cluster: leaves, and etcd does not answer within {Seconds:0.###} s; its "
        + "lease ends by itself, and others may show this node as gone until it is back")]
    public static partial void LeavesUnheard(this ILogger log, double seconds);

    [LoggerMessage(2622, LogLevel.Warning, "cluster: etcd has gone back from revision {Before} to {Now}: it was "
        + "restored from an older state; what it says now counts, and what was wanted since then has to be said again")]
    public static partial void Restored(this ILogger log, long before, long now);

    [LoggerMessage(2623, LogLevel.Error, "cluster: another node has the node-id of this one (incarnation "
        + "{Incarnation}, at {Address}) and holds its name; {WayOut}")]
    public static partial void HasATwin(this ILogger log, long incarnation, string address, string wayOut);

    [LoggerMessage(
        2624, LogLevel.Warning, "cluster: etcd has not told this node anything since it started: it goes by {What}")]
    public static partial void GoesBy(this ILogger log, string what);

    [LoggerMessage(2625, LogLevel.Warning, "cluster: what was kept of it in {File} is not used: {Why}")]
    public static partial void NotRecalled(this ILogger log, string file, string why);

    [LoggerMessage(2626, LogLevel.Warning, "cluster: etcd does not forget what was before revision {Revision}: {Why}. "
        + "Without that it fills up: let etcd do it itself (--auto-compaction-retention) and set cluster.etcd.compact = "
        + "false, or give this user of etcd the right to compact; tried again in some minutes")]
    public static partial void HistoryKept(this ILogger log, long revision, string why);

    [LoggerMessage(2627, LogLevel.Warning, "cluster: the other nodes are not told what this node's file says of its "
        + "services: as one key it {Problem}. What only this file has of the cluster is not placed; give the cluster one "
        + "configuration (cplane apply FILE), or this file fewer services")]
    public static partial void FileNotTold(this ILogger log, string problem);

    /// <param name="log">Where to.</param>
    /// <param name="node">Another one.</param>
    /// <param name="state">How it stands; null: it has left for good.</param>
    /// <param name="grace">After which one that is unreachable is gone.</param>
    public static void NodeStands(this ILogger log, string node, NodeState? state, TimeSpan grace)
    {
        switch (state)
        {
            case null: log.NodeHasLeft(node); break;
            case NodeState.Unreachable: log.NodeIsUnreachable(node, grace.TotalSeconds); break;
            case NodeState.Gone: log.NodeIsGone(node); break;
            case { } there: log.NodeIs(node, there.ToString().ToLowerInvariant()); break;
        }
    }
}
