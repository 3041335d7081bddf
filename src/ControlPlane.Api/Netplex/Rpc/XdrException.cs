namespace ControlPlane.Api.Netplex.Rpc;

/// <summary>Bytes that are not the XDR that was expected there, or more than is taken.</summary>
internal sealed class XdrException(string message) : Exception(message);
