using System.Net;
using ControlPlane.Hocon;

namespace ControlPlane.Node.Controller.Configuration;

/// <summary>Reads <c>controller.control</c>.</summary>
internal static class ControlReader
{
    public const string Key = "control";

    private static readonly ListenAddressReader Address = new(
        "there is no control.tls: whoever is on the way could read the token. Add tls { cert, key }",
        "Write out the one to listen on");

    /// <summary>Null: there is none, so the node answers on its socket only.</summary>
    public static ControlPlan? Read(Config controller, ReadingScope scope)
    {
        if (controller.FindSection(Key) is not { } section)
        {
            return null;
        }

        var plan = new ControlPlan(
            Address.Read(section, section.Has("tls"), scope) ?? new IPEndPoint(IPAddress.Loopback, 0),
            ReadableFile.GetSecret(section, "token_file", scope),
            Tls(section, scope));
        section.RejectUnknownKeys();
        return plan;
    }

    private static ControlTlsPlan? Tls(Config section, ReadingScope scope)
    {
        if (section.FindSection("tls") is not { } tls)
        {
            return null;
        }

        var plan = new ControlTlsPlan(ReadableFile.Get(tls, "cert", scope), ReadableFile.Get(tls, "key", scope));
        tls.RejectUnknownKeys();
        return plan;
    }
}
