using System.Net;
using ControlPlane.Hocon;
using ControlPlane.Platform.Sockets;

namespace ControlPlane.Node.Controller.Configuration;

/// <summary>Reads <c>listen</c>: where the node itself answers over TCP. Plain text is for loopback only.</summary>
/// <param name="withoutTls">What is wrong with another address without TLS, and what to add.</param>
/// <param name="insteadOfName">What to do where a host name was written.</param>
internal sealed class ListenAddressReader(string withoutTls, string insteadOfName)
{
    private const string Key = "listen";

    /// <summary>Null after an error, which is added; one about plain text comes with the address.</summary>
    public IPEndPoint? Read(Config section, bool hasTls, ReadingScope scope)
    {
        if (TextKey.Get(section, Key) is not { } text)
        {
            return null;
        }

        if (BindAddress.Parse(text, out var problem) is not { } bind)
        {
            section.Fail(Key, $"is [{text}]: {problem}; expected an address and a port, such as \"127.0.0.1:0\", "
                + "\"10.0.0.1:8443\" or \"[::]:8443\"");
            return null;
        }

        if (bind.Address is not { } address)
        {
            section.Fail(
                Key, $"is [{text}], a host name, which may stand for several addresses; expected an IP address. "
                + insteadOfName);
            return null;
        }

        if (!IPAddress.IsLoopback(address) && !hasTls)
        {
            section.Fail(
                Key, $"is [{text}], which other machines reach, and {withoutTls}, or listen on 127.0.0.1 or [::1]");
        }

        var endPoint = new IPEndPoint(address, bind.Port);
        scope.Addresses.Add(new InternetListenAddress(endPoint), section.PositionOf(Key), section.Path);
        return endPoint;
    }
}
