using System.Net;

namespace ControlPlane.Node.Controller.Configuration;

/// <summary>A checked <c>controller.control</c> section: the control API over TCP.</summary>
/// <param name="Listen">Port 0: a free one. Anything but loopback has TLS.</param>
/// <param name="TokenFile">Absolute; nobody but its owner may read it.</param>
/// <param name="Tls">Null: plain HTTP.</param>
internal sealed record ControlPlan(IPEndPoint Listen, string TokenFile, ControlTlsPlan? Tls);

/// <param name="Certificate">Absolute; PEM.</param>
/// <param name="Key">Absolute; PEM.</param>
internal sealed record ControlTlsPlan(string Certificate, string Key);
