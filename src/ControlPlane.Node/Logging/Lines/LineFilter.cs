namespace ControlPlane.Node.Logging.Lines;

/// <summary>Which lines a destination, or one file of it, takes: all three conditions must hold.</summary>
internal sealed record LineFilter(LinePattern Component, LinePattern Subchannel, Severity MaxLevel)
{
    public static readonly LineFilter All = new(LinePattern.Any, LinePattern.Any, Severity.Debug);

    public bool Accepts(LogLine line) =>
        line.Severity <= MaxLevel && Component.Matches(line.Component) && Subchannel.Matches(line.Subchannel);
}
