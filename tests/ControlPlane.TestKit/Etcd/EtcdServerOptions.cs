namespace ControlPlane.TestKit;

/// <summary>How a real etcd of a test's own runs.</summary>
public sealed record EtcdServerOptions
{
    /// <summary>Disk quota; 0: etcd's default. The smallest that is any use is about 100 KiB.</summary>
    public long QuotaBytes { get; init; }

    /// <summary>HTTPS with certificates of this authority; null: HTTP.</summary>
    public TestAuthority? Tls { get; init; }

    /// <summary>Clients must show a certificate of the same authority.</summary>
    public bool ClientCertificates { get; init; }

    /// <summary>How often a watch that asks for it hears how far the store is, while nothing happens.</summary>
    public TimeSpan ProgressEvery { get; init; } = TimeSpan.FromMinutes(10);
}
