using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.FileProviders.Physical;
using Microsoft.Extensions.Primitives;

namespace ControlPlane.Http.Static;

/// <summary>The files of one directory; what links lead to outside of it is not there.</summary>
internal sealed class ConfinedFiles(string directory) : IFileProvider, IDisposable
{
    private readonly PhysicalFileProvider _files = new(directory, ExclusionFilters.Sensitive);
    private readonly string _root = RealPath.Of(directory) ?? directory;

    public IFileInfo GetFileInfo(string subpath)
    {
        var file = _files.GetFileInfo(subpath);
        if (!file.Exists || file.PhysicalPath is not { } path)
        {
            return file;
        }

        // The file that a link leads to, not the link: its length would be that of the link itself.
        return RealPath.Of(path) is { } real && IsInside(real)
            ? new PhysicalFileInfo(new FileInfo(real))
            : new NotFoundFileInfo(file.Name);
    }

    public IDirectoryContents GetDirectoryContents(string subpath)
    {
        var folder = _files.GetDirectoryContents(subpath);
        var path = Path.GetFullPath(Path.Combine(_root, subpath.TrimStart('/')));
        return folder.Exists && RealPath.Of(path) is { } real && IsInside(real)
            ? folder
            : NotFoundDirectoryContents.Singleton;
    }

    public IChangeToken Watch(string filter) => NullChangeToken.Singleton;

    public void Dispose() => _files.Dispose();

    private bool IsInside(string real) =>
        real == _root || real.StartsWith(_root.TrimEnd('/') + "/", StringComparison.Ordinal);
}
