using System.Text;

namespace ControlPlane.Node.Tests.Logging;

/// <summary>A standard error that can be read, and broken.</summary>
internal sealed class StandardErrorText : MemoryStream
{
    public bool Broken { get; set; }

    /// <summary>Writes wait until it is set.</summary>
    public ManualResetEventSlim? WaitBeforeWrite { get; set; }

    public string Text
    {
        get
        {
            lock (this)
            {
                return Encoding.UTF8.GetString(ToArray());
            }
        }
    }

    public string[] Lines => Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        WaitBeforeWrite?.Wait();
        lock (this)
        {
            if (Broken)
            {
                throw new IOException("Broken pipe");
            }

            Write(buffer.ToArray(), 0, buffer.Length);
        }
    }
}
