using System.Text;

namespace ControlPlane.Api.Requests;

/// <summary>
/// A request target, taken apart strictly (RFC 9112 §3.2, RFC 3986 §2.1): segments and query values are
/// percent-decoded after splitting, so a name may hold a slash or a dot segment.
/// </summary>
internal sealed record RequestTarget(IReadOnlyList<string> Segments, IReadOnlyList<KeyValuePair<string, string>> Query)
{
    /// <summary>Length of one name or value, in characters after decoding.</summary>
    public const int MaxText = 256;

    private static readonly string[] Schemes = ["http://", "https://"];

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Throws <see cref="RequestRefusedException"/> (400) where it is malformed.</summary>
    public static RequestTarget Parse(string raw)
    {
        var origin = ToOriginForm(raw);
        var mark = origin.IndexOf('?', StringComparison.Ordinal);
        var path = mark < 0 ? origin : origin[..mark];
        var query = mark < 0 ? "" : origin[(mark + 1)..];
        if (!path.StartsWith('/'))
        {
            throw Malformed(raw, "it has to begin with a slash");
        }

        return new RequestTarget(
            path[1..].Split('/').Select(Decode).ToArray(),
            query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(Pair).ToArray());
    }

    // RFC 9112 §3.2.2: a server accepts the absolute form too.
    private static string ToOriginForm(string raw)
    {
        var scheme = Schemes.FirstOrDefault(known => raw.StartsWith(known, StringComparison.OrdinalIgnoreCase));
        if (scheme is null)
        {
            return raw;
        }

        var slash = raw.IndexOf('/', scheme.Length);
        return slash < 0 ? "/" : raw[slash..];
    }

    private static KeyValuePair<string, string> Pair(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? new(Decode(text), "") : new(Decode(text[..equals]), Decode(text[(equals + 1)..]));
    }

    private static string Decode(string text)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(text)];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%')
            {
                if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
                {
                    throw Malformed(text, "a percent sign needs two hexadecimal digits after it");
                }

                bytes[length++] = Convert.ToByte(text.Substring(i + 1, 2), 16);
                i += 2;
            }
            else if (char.IsAscii(text[i]))
            {
                bytes[length++] = (byte)text[i];
            }
            else
            {
                throw Malformed(text, "it has to be ASCII; encode the rest as percent and two digits");
            }
        }

        return Checked(text, bytes.AsSpan(0, length));
    }

    private static string Checked(string text, ReadOnlySpan<byte> bytes)
    {
        string decoded;
        try
        {
            decoded = StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw Malformed(text, "it is not UTF-8");
        }

        if (decoded.Length > MaxText)
        {
            throw Malformed(text, $"it has {decoded.Length} characters; at most {MaxText} are allowed");
        }

        return decoded.Any(char.IsControl) ? throw Malformed(text, "it holds a control character") : decoded;
    }

    private static RequestRefusedException Malformed(string text, string problem) =>
        RequestRefusedException.Bad(
            $"the request target has [{(text.Length > 60 ? text[..60] + "…" : text)}]: {problem}",
            "percent-encode names as UTF-8, for example /v1/services/my%20shop/enable");
}
