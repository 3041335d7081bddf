namespace ControlPlane.Etcd;

/// <summary>
/// What etcd keeps beside the present: every earlier state of every key, of all its users, until it forgets.
/// </summary>
public interface IEtcdHistory
{
    /// <summary>
    /// Forgets what was before a revision. False: that was forgotten already, by somebody else perhaps. A watch that
    /// wants something earlier hears <see cref="WatchNews.Compacted"/>.
    /// </summary>
    Task<bool> ForgetAsync(long revision, CancellationToken cancellation = default);
}
