namespace ControlPlane.Etcd;

/// <summary>Why etcd did not do what it was asked.</summary>
public enum EtcdFailure
{
    /// <summary>No endpoint answered, or none in time.</summary>
    Unavailable,

    /// <summary>
    /// Its disk quota is used up (NOSPACE alarm): it answers reads outside of transactions, deletes without a
    /// condition, and keeps and ends leases.
    /// </summary>
    NoSpace,

    /// <summary>Wrong user, password or certificate, or no permission for the key.</summary>
    Denied,

    /// <summary>The lease that was named does not exist any more.</summary>
    LeaseLost,

    /// <summary>The request itself was wrong, or too large: nothing of it was done, and nothing will be.</summary>
    Refused,

    /// <summary>The answer could not be understood.</summary>
    Unclear,
}

/// <param name="failure">The kind.</param>
/// <param name="message">Endpoint, what was asked, what was answered.</param>
/// <param name="cause">Null: etcd itself said so.</param>
public sealed class EtcdException(EtcdFailure failure, string message, Exception? cause = null)
    : Exception(message, cause)
{
    public EtcdFailure Failure { get; } = failure;
}
