using System.Globalization;

namespace ControlPlane.Platform.Processes;

/// <summary>A descriptor and what it refers to, as proc(5) names it: a path, <c>socket:[123]</c>, <c>pipe:[45]</c>
/// …</summary>
public sealed record OpenDescriptor(int Number, string Target);

/// <summary>The descriptors that a process has open.</summary>
public static class OpenDescriptors
{
    private const string Folder = "/proc/self/fd";

    /// <summary>Ascending; what is closed while we look is left out, and so is the look itself.</summary>
    public static IReadOnlyList<OpenDescriptor> OfThisProcess() =>
    [
        .. Directory.EnumerateFileSystemEntries(Folder)
            .Select(entry => int.TryParse(Path.GetFileName(entry), CultureInfo.InvariantCulture, out var number)
                && new FileInfo(entry).LinkTarget is { } target
                && !target.EndsWith("/fd", StringComparison.Ordinal)
                ? new OpenDescriptor(number, target)
                : null)
            .OfType<OpenDescriptor>()
            .OrderBy(open => open.Number),
    ];
}
