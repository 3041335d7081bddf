using ControlPlane.Platform.Files;
using ControlPlane.Platform.Machine;

namespace ControlPlane.Node.Logging.Outlets;

/// <summary>
/// The datagram socket of a syslog daemon. It need not be there at the start: daemons start in any order, and a
/// failure is retried like that of any output.
/// </summary>
internal sealed class SyslogOutput(IFiles files, string path) : ILogOutput
{
    private IDatagramSender _sender = files.Datagrams(path);

    public string Name => path;

    public void Write(ReadOnlySpan<byte> line)
    {
        try
        {
            _sender.Send(line);
        }
        catch (MachineException e)
        {
            throw new LogOutputException(e.Message, e);
        }
    }

    public void Reopen()
    {
        _sender.Dispose();
        _sender = files.Datagrams(path);
    }

    public void Dispose() => _sender.Dispose();
}
