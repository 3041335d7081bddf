using System.Globalization;
using System.Text;
using ControlPlane.Contracts.Admin;
using ControlPlane.Contracts.Wire;

namespace ControlPlane.Cli.Client;

/// <summary>
/// Takes one HTTP/1.1 reply (RFC 9112) out of the bytes as they come. It knows what the control API sends: a status
/// line, headers, and a body of Content-Length bytes or up to the end of the connection. Anything else is not a node's
/// answer.
/// </summary>
internal sealed class HttpReplyReader
{
    public const int MaxHead = 16 * 1024;
    public const int MaxBody = 32 * 1024 * 1024;

    private byte[] _bytes = new byte[4096];
    private int _count;
    private int _bodyStart = -1;
    private int _status;
    private int? _length;
    private readonly List<string> _notices = [];

    /// <summary>Room for the next bytes; tell <see cref="Take"/> how many came.</summary>
    public Memory<byte> Room
    {
        get
        {
            if (_count == _bytes.Length)
            {
                Array.Resize(ref _bytes, _bytes.Length * 2);
            }

            return _bytes.AsMemory(_count);
        }
    }

    /// <summary>True if anything has come yet.</summary>
    public bool HasBegun => _count > 0;

    /// <summary>
    /// Null as long as more has to come. Zero bytes mean the end of the connection. Throws <see cref="CliException"/>
    /// if it is not a node that answers.
    /// </summary>
    public HttpReply? Take(int count)
    {
        _count += count;
        if (_bodyStart < 0)
        {
            FindHead(isEnd: count == 0);
        }

        if (_bodyStart < 0)
        {
            return null;
        }

        var there = _count - _bodyStart;
        if (there > MaxBody)
        {
            throw NotOurs($"its body has more than {MaxBody} bytes");
        }

        if (_length is { } length)
        {
            return there >= length
                ? new HttpReply(_status, _bytes.AsMemory(_bodyStart, length), _notices)
                : count == 0 ? throw NotOurs($"it ended after {there} of {length} bytes") : null;
        }

        return count == 0 ? new HttpReply(_status, _bytes.AsMemory(_bodyStart, there), _notices) : null;
    }

    public static CliException NotOurs(string what) => new(
        ExitCodes.Refused,
        $"what answers there is not a node of this program: {what}",
        "is the socket directory the right one?");

    private void FindHead(bool isEnd)
    {
        var end = _bytes.AsSpan(0, _count).IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            if (isEnd || _count > MaxHead || !LooksLikeHttp())
            {
                throw NotOurs($"it sent [{Excerpt()}]");
            }

            return;
        }

        if (end > MaxHead || !LooksLikeHttp())
        {
            throw NotOurs($"it sent [{Excerpt()}]");
        }

        ReadHead(Encoding.Latin1.GetString(_bytes, 0, end).Split("\r\n"));
        _bodyStart = end + 4;
    }

    private void ReadHead(string[] lines)
    {
        var words = lines[0].Split(' ', 3);
        if (words.Length < 2 || words[1].Length != 3
            || !int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out _status))
        {
            throw NotOurs($"it sent [{Excerpt()}]");
        }

        for (var i = 1; i < lines.Length; i++)
        {
            var colon = lines[i].IndexOf(':', StringComparison.Ordinal);
            var name = colon < 0 ? lines[i] : lines[i][..colon];
            if (name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
            {
                _length = LengthOf(lines[i][(colon + 1)..].Trim());
            }
            else if (name.Equals(NoticeHeader.Name, StringComparison.OrdinalIgnoreCase))
            {
                _notices.Add(NoticeHeader.Read(lines[i][(colon + 1)..].Trim()));
            }
            else if (name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase))
            {
                throw NotOurs("it sends its answer in chunks");
            }
        }
    }

    private static int LengthOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length <= MaxBody
            ? length
            : throw NotOurs($"its Content-Length is [{text}]; at most {MaxBody} is allowed");

    private bool LooksLikeHttp()
    {
        var start = "HTTP/1."u8;
        var common = Math.Min(_count, start.Length);
        return _bytes.AsSpan(0, common).SequenceEqual(start[..common]);
    }

    private string Excerpt() => Encoding.Latin1.GetString(_bytes, 0, Math.Min(_count, 60));
}
