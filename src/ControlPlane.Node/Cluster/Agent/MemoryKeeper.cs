using System.Globalization;
using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Cluster.View;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Node.Cluster.Agent;

/// <summary>
/// Keeps what people have said of the cluster, as far as this node goes by it, beyond the end of its process: a node
/// that was killed and starts while etcd does not answer starts what the cluster had applied. One that leaves keeps
/// nothing. Used by the cluster actor alone.
/// </summary>
internal sealed class MemoryKeeper(ClusterSetup setup, ClusterKeys keys, ILogger log)
{
    private ClusterView _kept = ClusterView.Empty;
    private bool _recalled;
    private bool _over;

    /// <summary>What an earlier process has kept goes into the mirror.</summary>
    public void Recall(ClusterMirror mirror)
    {
        if (setup.Remembers.Read() is not { } text)
        {
            return;
        }

        var (items, problem) = Recollection.Read(text, setup.Plan.Name, setup.Name);
        if (problem is not null)
        {
            log.NotRecalled(setup.Remembers.Name, problem);
            return;
        }

        mirror.Recall(items);
        _recalled = true;
    }

    /// <summary>Something may be news.</summary>
    public void Look(ClusterView view)
    {
        if (_over || view.Revision == 0 || view.IsConfigUnknown || IsKept(view))
        {
            return;
        }

        _kept = view;
        setup.Remembers.Keep(() => Recollection.Write(view, keys, setup.Plan.Name, setup.Name));
    }

    /// <summary>The node leaves: nothing of it is to be found when it comes back.</summary>
    public void Forget()
    {
        _over = true;
        setup.Remembers.Forget();
    }

    /// <summary>For people: what this node goes by, as long as it does not hear from etcd.</summary>
    public string TextOf(ClusterView view) => (_recalled, view.Configuration) switch
    {
        (true, { } version) => string.Create(
            CultureInfo.InvariantCulture,
            $"version {version.Number} of the cluster's configuration ({version.Origin}), which it has kept in "
            + $"{setup.Remembers.Name}"),
        (true, null) => "its own file, and by what was wanted of services, which it has kept in "
            + setup.Remembers.Name,
        _ => "its own file, and has kept nothing of what the cluster has applied",
    };

    private bool IsKept(ClusterView view) => _kept.Revision > 0
        && view.Config == _kept.Config && view.Configuration == _kept.Configuration
        && ReferenceEquals(view.Services, _kept.Services) && view.Overall == _kept.Overall
        && view.Drains.GetValueOrDefault(setup.Name) == _kept.Drains.GetValueOrDefault(setup.Name);
}
