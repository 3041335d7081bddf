using System.Text;
using ControlPlane.Platform.Native;

namespace ControlPlane.Platform.NodeDirectory;

/// <summary>
/// What a node keeps of its cluster in the socket directory: one file for its owner only, replaced as a whole. It is
/// written behind the caller's back, one text at a time; of those that come meanwhile the last one counts.
/// </summary>
/// <param name="directory">The socket directory.</param>
/// <param name="report">Hears why it cannot be read or written.</param>
public sealed class ClusterFile(string directory, Action<string> report) : IAsyncDisposable
{
    public const string FileName = "cluster-known";

    private const int MostBytes = 16 * 1024 * 1024;

    private readonly Lock _gate = new();
    private Func<string?>? _next;
    private Task _work = Task.CompletedTask;
    private bool _busy;
    private string? _said;

    public string Path { get; } = System.IO.Path.Combine(directory, FileName);

    /// <summary>Null: there is none, or it cannot be read, and that was reported.</summary>
    public string? Read()
    {
        try
        {
            if (FileFacts.Of(Path, followLink: false) is not { } facts)
            {
                return null;
            }

            if (facts.IsRegular && new FileInfo(Path).Length <= MostBytes)
            {
                return File.ReadAllText(Path, new UTF8Encoding(false, throwOnInvalidBytes: true));
            }

            report($"{Path} is not used: expected a regular file of at most {MostBytes} bytes; remove it");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            report($"{Path} is not used: {e.Message}");
        }

        return null;
    }

    public void Write(Func<string> text) => Next(text);

    /// <summary>There is none in a moment, also none that was being written.</summary>
    public void Remove() => Next(() => null);

    /// <summary>Waits until the last word is done.</summary>
    public async ValueTask DisposeAsync()
    {
        Task work;
        lock (_gate)
        {
            work = _work;
        }

        await work.ConfigureAwait(false);
    }

    private void Next(Func<string?> text)
    {
        lock (_gate)
        {
            _next = text;
            if (!_busy)
            {
                _busy = true;
                _work = Task.Run(Work);
            }
        }
    }

    private void Work()
    {
        while (Take() is { } next)
        {
            try
            {
                Become(next());
                _said = null;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                if (_said != e.Message)
                {
                    _said = e.Message;
                    report(
                        $"{Path} cannot be written: {e.Message}; without it a node that starts while etcd does not "
                        + "answer goes by its own file");
                }
            }
        }
    }

    private Func<string?>? Take()
    {
        lock (_gate)
        {
            var next = _next;
            _next = null;
            _busy = next is not null;
            return next;
        }
    }

    private void Become(string? text)
    {
        var next = Path + ".new";
        File.Delete(next); // Of a node that was killed while it wrote.
        if (text is null)
        {
            File.Delete(Path);
            return;
        }

        using (var file = new FileStream(next, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        {
            file.Write(Encoding.UTF8.GetBytes(text));
            file.Flush(flushToDisk: true);
        }

        File.Move(next, Path, overwrite: true);
    }
}
