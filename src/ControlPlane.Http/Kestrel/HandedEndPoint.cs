using System.Net;

namespace ControlPlane.Http.Kestrel;

/// <summary>Where Kestrel "listens": at a queue that the node fills.</summary>
internal sealed class HandedEndPoint(string protocol) : EndPoint
{
    public override string ToString() => $"controlplane-{protocol}";
}
