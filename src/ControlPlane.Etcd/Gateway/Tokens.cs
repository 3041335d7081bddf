namespace ControlPlane.Etcd.Gateway;

/// <summary>The token that stands for our user and password: fetched when it is needed, by one at a time.</summary>
internal sealed class Tokens(EtcdUser? user, Func<Uri, CancellationToken, Task<string>> authenticate)
    : IDisposable
{
    private readonly SemaphoreSlim _fetching = new(1);
    private volatile string? _token;

    /// <summary>Null: we have no user. Empty: etcd wants none.</summary>
    public async ValueTask<string?> GetAsync(Uri endpoint, CancellationToken cancellation)
    {
        if (user is null || _token is not null)
        {
            return _token;
        }

        await _fetching.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return _token ??= await authenticate(endpoint, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _fetching.Release();
        }
    }

    /// <summary>This one was refused; a newer one stays.</summary>
    public void Forget(string token)
    {
        if (string.Equals(_token, token, StringComparison.Ordinal))
        {
            _token = null;
        }
    }

    public void Forget() => _token = null;

    public void Dispose() => _fetching.Dispose();
}
