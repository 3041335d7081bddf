using System.Buffers;
using System.Text;
using ControlPlane.Node.Logging.Lines;

namespace ControlPlane.Node.Logging.Outlets;

/// <summary>Lines of text in UTF-8, each with a line end.</summary>
internal sealed class TextEncoder(LineFormat format) : ILineEncoder
{
    private readonly StringBuilder _text = new();
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public ReadOnlySpan<byte> Separator => "\n"u8;

    public ReadOnlySpan<byte> Encode(LogLine line)
    {
        _text.Clear();
        format.Append(_text, line);
        _text.Append('\n');
        _bytes.ResetWrittenCount();
        Encoding.UTF8.GetBytes(_text.ToString(), _bytes);
        return _bytes.WrittenSpan;
    }
}
