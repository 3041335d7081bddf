using System.Net.Sockets;
using ControlPlane.Platform.Accounts;
using ControlPlane.Platform.Files;
using ControlPlane.Platform.Machine;

namespace ControlPlane.Node.Tests.Logging;

/// <summary>The disk and the sockets of this machine.</summary>
internal sealed class DiskFiles : IFiles
{
    public Stream OpenAppend(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MachineException($"cannot open {path}: {e.Message}", inner: e);
        }
    }

    public IDatagramSender Datagrams(string path) => new Sender(path);

    public MachineException? WhyNotDirectory(string path, Account? account) =>
        Directory.Exists(path) ? null : new MachineException($"there is no directory {path}");

    private sealed class Sender(string path) : IDatagramSender
    {
        private Socket? _socket;

        public void Send(ReadOnlySpan<byte> datagram)
        {
            try
            {
                _socket ??= Connected();
                _socket.Send(datagram);
            }
            catch (SocketException e)
            {
                Dispose();
                throw new MachineException(e.Message, inner: e);
            }
        }

        public void Dispose()
        {
            _socket?.Dispose();
            _socket = null;
        }

        private Socket Connected()
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            try
            {
                socket.Connect(new UnixDomainSocketEndPoint(path));
                return socket;
            }
            catch (SocketException)
            {
                socket.Dispose();
                throw;
            }
        }
    }
}
