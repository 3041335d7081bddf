namespace ControlPlane.TestKit;

/// <summary>How many requests of a <see cref="FakeEtcdClient"/> arrived.</summary>
public sealed class FakeEtcdCounts
{
    public long Ranges { get; internal set; }

    public long Txns { get; internal set; }

    /// <summary>Transactions that changed something.</summary>
    public long Writes { get; internal set; }

    public long Grants { get; internal set; }

    public long KeepAlives { get; internal set; }

    public long Revokes { get; internal set; }

    public long Watches { get; internal set; }
}
