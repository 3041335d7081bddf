using ControlPlane.Contracts.Processors;
using Microsoft.AspNetCore.Builder;

namespace ControlPlane.Http.Static;

/// <summary>
/// <c>type = static</c>: the files of a directory (GET, HEAD, ranges, content types, conditional requests; ASP.NET's
/// static files). Names that begin with a dot are not served, nor is what a symbolic link leads to outside of the
/// directory.
/// </summary>
internal static class StaticFiles
{
    private const int LongestIndex = 255;

    public static IProcessor Create(IProcessorSettings settings)
    {
        var written = settings.Text("directory");
        var index = settings.Text("index", "index.html");
        var directory = settings.Has("directory") ? Path.GetFullPath(written, settings.Directory) : "/";
        if (!System.IO.Directory.Exists(directory))
        {
            settings.Fail(
                "directory", $"is [{directory}], which is no directory here; expected one. Make it, or change the key");
        }

        if (index.Length is 0 or > LongestIndex || index.Contains('/', StringComparison.Ordinal))
        {
            settings.Fail("index", $"is [{index}]; expected the name of a file, without a slash");
        }

        return HttpProcessor.Create(settings, null, app => Use(app, directory, index));
    }

    private static void Use(WebApplication app, string directory, string index)
    {
        var files = new ConfinedFiles(directory);
        app.Lifetime.ApplicationStopped.Register(files.Dispose);
        app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files, DefaultFileNames = [index] });
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = files,
            ServeUnknownFileTypes = true,
            DefaultContentType = "application/octet-stream",
        });
    }
}
