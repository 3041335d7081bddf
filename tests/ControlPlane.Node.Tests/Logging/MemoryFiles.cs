using System.Text;
using ControlPlane.Platform.Accounts;
using ControlPlane.Platform.Files;
using ControlPlane.Platform.Machine;

namespace ControlPlane.Node.Tests.Logging;

/// <summary>Files and a syslog daemon in memory, which fail on demand.</summary>
internal sealed class MemoryFiles : IFiles
{
    private readonly Dictionary<string, StringBuilder> _files = new(StringComparer.Ordinal);

    /// <summary>Paths that cannot be opened, with the reason.</summary>
    public Dictionary<string, string> Unopenable { get; } = new(StringComparer.Ordinal);

    /// <summary>Paths that cannot be written, with the reason.</summary>
    public Dictionary<string, string> Full { get; } = new(StringComparer.Ordinal);

    /// <summary>Every opening and closing, as <c>+ path</c> and <c>- path</c>.</summary>
    public List<string> Journal { get; } = [];

    public List<string> Datagrams { get; } = [];

    /// <summary>What happens at a write, if anything.</summary>
    public Action<string>? OnWrite { get; set; }

    public string this[string path] => _files.TryGetValue(path, out var text) ? text.ToString() : "";

    public string[] Lines(string path) => this[path].Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public Stream OpenAppend(string path)
    {
        if (Unopenable.TryGetValue(path, out var reason))
        {
            throw new MachineException(reason);
        }

        Journal.Add("+ " + path);
        _files.TryAdd(path, new StringBuilder());
        return new OpenFile(this, path);
    }

    IDatagramSender IFiles.Datagrams(string path) => new Sender(this, path);

    public MachineException? WhyNotDirectory(string path, Account? account) =>
        throw new NotSupportedException();

    public MachineException? WhyNotReadable(string path) => throw new NotSupportedException();

    public MachineException? WhyNotSecret(string path) => throw new NotSupportedException();

    private void CheckRoom(string path)
    {
        OnWrite?.Invoke(path);
        if (Full.TryGetValue(path, out var reason))
        {
            throw new IOException(reason);
        }
    }

    private sealed class Sender(MemoryFiles files, string path) : IDatagramSender
    {
        public void Send(ReadOnlySpan<byte> datagram)
        {
            if (files.Full.TryGetValue(path, out var reason))
            {
                throw new MachineException(reason);
            }

            files.Datagrams.Add(Encoding.UTF8.GetString(datagram));
        }

        public void Dispose()
        {
        }
    }

    private sealed class OpenFile(MemoryFiles files, string path) : Stream
    {
        private bool _closed;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            files.CheckRoom(path);
            files._files[path].Append(Encoding.UTF8.GetString(buffer));
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (!_closed)
            {
                _closed = true;
                files.Journal.Add("- " + path);
            }

            base.Dispose(disposing);
        }
    }
}
