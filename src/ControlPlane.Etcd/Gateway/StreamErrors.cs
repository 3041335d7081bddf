namespace ControlPlane.Etcd.Gateway;

/// <summary>Errors that arrive inside a stream.</summary>
internal static class StreamErrors
{
    public static EtcdException ToFailure(this WireError error, Uri asked)
    {
        var code = error.GrpcCode != 0 ? error.GrpcCode : error.Code;
        var message = error.Message ?? $"error {code}";
        return new EtcdException(Failures.Of(code, message), $"{asked}: {message}");
    }
}
