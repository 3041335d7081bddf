namespace ControlPlane.Node.Logging.Lines;

/// <summary>One message on its way to the destinations.</summary>
/// <param name="Timestamp">When it was said, in local time.</param>
/// <param name="Severity">How grave it is.</param>
/// <param name="Component">Who said it: a service, or <see cref="Controller"/>.</param>
/// <param name="Subchannel">Which log of the component; empty is the main one.</param>
/// <param name="Message">
/// The text as it was said: any characters, any number of lines. Destinations cut and escape it (see <see
/// cref="LineText"/>).
/// </param>
public sealed record LogLine(
    DateTimeOffset Timestamp, Severity Severity, string Component, string Subchannel, string Message)
{
    /// <summary>The component of the node's own lines.</summary>
    public const string Controller = "controller";

    /// <summary>The main log of a component.</summary>
    public const string Main = "";
}
