using ControlPlane.Platform.Files;
using ControlPlane.Platform.Machine;

namespace ControlPlane.Node.Logging.Outlets;

/// <summary>A file that lines are appended to.</summary>
internal sealed class FileOutput : ILogOutput
{
    private readonly IFiles _files;
    private Stream _stream;

    /// <exception cref="LogOutputException">The file cannot be opened.</exception>
    public FileOutput(IFiles files, string path)
    {
        _files = files;
        Name = path;
        _stream = Open();
    }

    public string Name { get; }

    public void Write(ReadOnlySpan<byte> line)
    {
        try
        {
            _stream.Write(line);
            _stream.Flush();
        }
        catch (IOException e)
        {
            throw new LogOutputException(e.Message, e);
        }
        catch (ObjectDisposedException e)
        {
            throw new LogOutputException($"cannot write {Name}: it was closed", e);
        }
    }

    public void Reopen()
    {
        var old = _stream;
        _stream = Open();
        Close(old);
    }

    public void Dispose() => Close(_stream);

    private Stream Open()
    {
        try
        {
            return _files.OpenAppend(Name);
        }
        catch (MachineException e)
        {
            throw new LogOutputException(e.Message, e);
        }
    }

    private static void Close(Stream stream)
    {
        try
        {
            stream.Dispose();
        }
        catch (IOException)
        {
            // Every write was flushed, and its failure told; close(2) can only repeat that.
        }
    }
}
