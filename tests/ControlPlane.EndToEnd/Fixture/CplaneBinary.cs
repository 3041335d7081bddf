using ControlPlane.TestKit;

namespace ControlPlane.EndToEnd.Fixture;

/// <summary>The program under test: CPLANE_BINARY, else what scripts/build left, else what the compiler left.</summary>
internal static class CplaneBinary
{
    private static readonly Lazy<string> Found = new(Find);

    public static string Path => Found.Value;

    private static string Find()
    {
        string?[] candidates =
        [
            Environment.GetEnvironmentVariable("CPLANE_BINARY"),
            RepositoryRoot.File("artifacts/bin/cplane"),
            RepositoryRoot.File("src/ControlPlane.Cli/bin/Debug/net10.0/cplane"),
        ];
        return Array.Find(candidates, File.Exists)
            ?? throw new ExpectationException("no cplane here; run scripts/build first");
    }
}
