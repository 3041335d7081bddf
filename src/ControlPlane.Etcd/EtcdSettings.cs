using System.Collections.Immutable;

namespace ControlPlane.Etcd;

/// <summary>How an etcd cluster is reached.</summary>
/// <param name="Endpoints">Members, <c>http://HOST:PORT</c> or <c>https://…</c>; at least one.</param>
/// <param name="Timeout">What one member has to answer one request; then the next one is asked, if that is
/// safe.</param>
public sealed record EtcdSettings(ImmutableArray<Uri> Endpoints, TimeSpan Timeout)
{
    private const int LagPerTimeout = 3;

    /// <summary>Null: without a password.</summary>
    public EtcdUser? User { get; init; }

    /// <summary>Null: the system's authorities, and no certificate of ours.</summary>
    public EtcdTls? Tls { get; init; }

    /// <summary>
    /// A watch that is behind other answers for so long is made anew: its member may stand still. Three times the
    /// timeout, unless set.
    /// </summary>
    public TimeSpan WatchLag { get; init; } = Timeout * LagPerTimeout;
}

/// <summary>Who we are to etcd. Its text form does not have the password.</summary>
/// <param name="Name">Of the user.</param>
/// <param name="Password">Asked at each login, so that a changed one needs no new client.</param>
public sealed record EtcdUser(string Name, Func<string> Password)
{
    public EtcdUser(string name, string password)
        : this(name, () => password)
    {
    }

    public override string ToString() => Name;
}

/// <summary>
/// Files in PEM format; read when the client is made, and again for each new connection when they have changed.
/// </summary>
/// <param name="AuthorityFile">Whom we trust, and nobody else; null: the system's authorities.</param>
/// <param name="CertificateFile">Shown to etcd; null: none. One with a common name is refused by an etcd with
/// users.</param>
/// <param name="KeyFile">The key of our certificate.</param>
public sealed record EtcdTls(string? AuthorityFile, string? CertificateFile = null, string? KeyFile = null);
