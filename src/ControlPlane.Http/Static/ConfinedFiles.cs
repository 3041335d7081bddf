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
        return file.Exists && !(file.PhysicalPath is { } path && IsInside(path)) ? new NotFoundFileInfo(file.Name) : file;
    }

    public IDirectoryContents GetDirectoryContents(string subpath)
    {
        var folder = _files.GetDirectoryContents(subpath);
        var path = Path.GetFullPath(Path.Combine(_root, subpath.TrimStart('/')));
        return folder.Exists && IsInside(path) ? folder : NotFoundDirectoryContents.Singleton;
    }

    public IChangeToken Watch(string filter) => NullChangeToken.Singleton;

    public void Dispose() => _files.Dispose();

    private bool IsInside(string path) =>
        RealPath.Of(path) is { } real && (real == _root || real.StartsWith(_root.TrimEnd('/') + "/", StringComparison.Ordinal));
}
