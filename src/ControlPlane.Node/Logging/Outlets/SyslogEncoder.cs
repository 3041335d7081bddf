using System.Buffers;
using System.Globalization;
using System.Text;
using ControlPlane.Node.Logging.Lines;

namespace ControlPlane.Node.Logging.Outlets;

/// <summary>
/// Datagrams as local syslog daemons take them: <c>&lt;PRI&gt;Mmm dd hh:mm:ss identifier: message</c> (RFC 3164,
/// section 4.1, without the host name, which the daemon adds). Without an identifier the message follows the time.
/// </summary>
internal sealed class SyslogEncoder(LineFormat format, string identifier, int facility) : ILineEncoder
{
    /// <summary>
    /// Longest datagram, in bytes; the rest is cut and the message ends in <c>...</c>. RFC 3164 has 1,024 for relays;
    /// the daemons of today take 8 KiB on their local socket.
    /// </summary>
    public const int MaxBytes = 8 * 1024;

    private readonly StringBuilder _text = new();
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly byte[] _cut = new byte[MaxBytes];

    public ReadOnlySpan<byte> Separator => default;

    public ReadOnlySpan<byte> Encode(LogLine line)
    {
        var priority = facility * 8 + (int)line.Severity;
        _text.Clear();
        _text.Append(CultureInfo.InvariantCulture, $"<{priority}>{line.Timestamp:MMM} {line.Timestamp.Day,2} ");
        _text.Append(CultureInfo.InvariantCulture, $"{line.Timestamp:HH\\:mm\\:ss} ");
        if (identifier.Length > 0)
        {
            _text.Append(identifier).Append(": ");
        }

        format.Append(_text, line);
        _bytes.ResetWrittenCount();
        Encoding.UTF8.GetBytes(_text.ToString(), _bytes);
        return _bytes.WrittenCount <= MaxBytes ? _bytes.WrittenSpan : Cut(_bytes.WrittenSpan);
    }

    private ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> bytes)
    {
        var end = MaxBytes - 3;
        while ((bytes[end] & 0xc0) == 0x80)
        {
            end--; // not in the middle of a character
        }

        bytes[..end].CopyTo(_cut);
        "..."u8.CopyTo(_cut.AsSpan(end));
        return _cut.AsSpan(0, end + 3);
    }
}
