using ControlPlane.Hocon.Includes;

namespace ControlPlane.Hocon;

/// <summary>What a parse may use, and its limits. Passing a limit is an error with a position, never a hang.</summary>
public sealed record HoconOptions
{
    /// <summary>The name of a text in positions; for a file it is the file's name.</summary>
    public string Origin { get; init; } = "text";

    /// <summary>Where relative includes of a text are looked for. Null: they are errors. Files use their own.</summary>
    public string? Directory { get; init; }

    /// <summary>The value of an environment variable, or null. Default: those of the process.</summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    /// <summary>How deep objects and arrays may be nested, as written and as resolved.</summary>
    public int MaxDepth { get; init; } = 100;

    /// <summary>Bytes of all files together, and characters that concatenation may produce.</summary>
    public int MaxBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Files that includes may load, all together; they may be nested 50 deep.</summary>
    public int MaxIncludes { get; init; } = 1000;

    /// <summary>Values, as written and as resolved; substitutions can multiply a small file without bounds.</summary>
    public int MaxValues { get; init; } = 1_000_000;

    /// <summary>What includes read. Default: the disk.</summary>
    public IHoconFiles Files { get; init; } = DiskFiles.Instance;
}
