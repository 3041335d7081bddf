using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ControlPlane.Node.Controller.Configuration;

/// <summary>
/// The value of <c>bind</c>, taken apart: <c>host:port</c>, <c>1.2.3.4:port</c>, <c>[ipv6]:port</c>, and Netplex's
/// <c>[:0]:port</c> for every IPv6 address. Ports 0 (the kernel chooses) to 65535.
/// </summary>
/// <param name="Host">A host name to resolve; null if an address was written.</param>
/// <param name="Address">The address; null if a host name was written.</param>
/// <param name="Port">0 to 65535.</param>
internal sealed record BindAddress(string? Host, IPAddress? Address, int Port)
{
    private const int MaxHostLength = 253;
    private const string NetplexCatchAll = ":0";

    /// <summary>Null and the problem, as the part of a sentence, if the text is not a bind address.</summary>
    public static BindAddress? Parse(string text, out string problem)
    {
        var (host, port, bracketed) = Split(text);
        problem = PortProblem(port) ?? (bracketed ? SixProblem(host) : HostProblem(host)) ?? "";
        if (problem.Length > 0)
        {
            return null;
        }

        var number = Number(port);
        return bracketed ? new BindAddress(null, Six(host), number)
            : IsNumeric(host) ? new BindAddress(null, IPAddress.Parse(host), number)
            : new BindAddress(host, null, number);
    }

    private static (string Host, string Port, bool Bracketed) Split(string text)
    {
        if (text.StartsWith('['))
        {
            var end = text.IndexOf("]:", StringComparison.Ordinal);
            return end < 0 ? (text.Trim('[', ']'), "", true) : (text[1..end], text[(end + 2)..], true);
        }

        var colon = text.LastIndexOf(':');
        return colon < 0 ? (text, "", false) : (text[..colon], text[(colon + 1)..], false);
    }

    private static string? PortProblem(string port) => port switch
    {
        "" => "there is no port",
        _ when !port.All(char.IsAsciiDigit) => $"the port [{port}] is not a number",
        { Length: > 5 } => $"the port {port} is over 65535",
        _ when Number(port) > 65535 => $"the port {port} is over 65535",
        _ => null,
    };

    private static string? SixProblem(string host) => Six(host) switch
    {
        null => $"[{host}] is not an IPv6 address",
        { IsIPv4MappedToIPv6: true } mapped => $"IPv6 sockets are IPv6 only, write {mapped.MapToIPv4()} instead",
        _ => null,
    };

    private static IPAddress? Six(string host) =>
        host == NetplexCatchAll ? IPAddress.IPv6Any
        : host.Contains(':') && IPAddress.TryParse(host, out var address)
            && address.AddressFamily == AddressFamily.InterNetworkV6 ? address
        : null;

    private static string? HostProblem(string host)
    {
        if (host is "" or "*")
        {
            return "there is no host: 0.0.0.0 is every IPv4 address, [::] every IPv6 address";
        }

        if (host.Contains(':'))
        {
            return "an IPv6 address stands in brackets";
        }

        if (IsNumeric(host))
        {
            return IsFour(host) ? null : $"{host} is not an IPv4 address";
        }

        return host.Length <= MaxHostLength && host.All(IsHostLetter)
            ? null
            : "the host name has letters that no host name has";
    }

    private static bool IsNumeric(string host) => host.All(c => char.IsAsciiDigit(c) || c == '.');

    // Stricter than IPAddress.Parse, which takes `1` and octal parts: nobody means those in a file.
    private static bool IsFour(string host)
    {
        var parts = host.Split('.');
        return parts.Length == 4 && parts.All(part =>
            part is { Length: > 0 and <= 3 } && (part.Length == 1 || part[0] != '0')
            && Number(part) <= 255);
    }

    private static int Number(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    private static bool IsHostLetter(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_';
}
