namespace ControlPlane.TestKit;

/// <summary>Where the sources stand: the nearest directory above the tests that holds ControlPlane.sln.</summary>
public static class RepositoryRoot
{
    private static readonly Lazy<string> Found = new(Find);

    /// <summary>Absolute.</summary>
    public static string Path => Found.Value;

    /// <summary>The path of something in it, with slashes.</summary>
    public static string File(string relative) => System.IO.Path.Combine(Path, relative);

    private static string Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (System.IO.File.Exists(System.IO.Path.Combine(at.FullName, "ControlPlane.sln")))
            {
                return at.FullName;
            }
        }

        throw new ExpectationException($"no ControlPlane.sln in {AppContext.BaseDirectory} or above it");
    }
}
