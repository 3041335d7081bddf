using ControlPlane.Hocon;

namespace ControlPlane.Node.Logging.Plans;

/// <summary>Where the bytes of a destination go.</summary>
internal abstract record LogTarget
{
    /// <summary>The standard error of the node.</summary>
    public sealed record Stderr : LogTarget
    {
        public override string ToString() => "stderr";
    }

    /// <summary>A file that is appended to.</summary>
    /// <param name="Path">Absolute.</param>
    /// <param name="Place">Where the configuration says so; means nothing for equality.</param>
    public sealed record File(string Path, SettingPlace Place) : LogTarget
    {
        public bool Equals(File? other) => other is not null && Path == other.Path;

        public override int GetHashCode() => Path.GetHashCode(StringComparison.Ordinal);

        public override string ToString() => Path;
    }

    /// <summary>A syslog daemon's datagram socket.</summary>
    /// <param name="Path">Absolute.</param>
    /// <param name="Identifier">Stands before each message; may be empty.</param>
    /// <param name="Facility">0 to 23.</param>
    public sealed record Syslog(string Path, string Identifier, int Facility) : LogTarget
    {
        public override string ToString() => Path;
    }
}

/// <summary>A setting in a file, to tell people where to look.</summary>
/// <param name="At">File, line, column; null if the setting is a default.</param>
/// <param name="Path">E.g. <c>controlplane.controller.logging.app.file</c>.</param>
internal sealed record SettingPlace(SourcePosition? At, string Path);
