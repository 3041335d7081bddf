using System.Globalization;
using ControlPlane.Node.Logging.Lines;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Display;

namespace ControlPlane.Node.Logging.Front;

/// <summary>
/// The one sink behind Serilog: turns events into lines for the destinations. The component is the property
/// <c>Component</c>, else the category: <c>ControlPlane.*</c> and none at all are the controller, any other category
/// <c>NAME</c> or <c>NAME/SUBCHANNEL</c> is a component of its own.
/// </summary>
internal sealed class BridgingSink(LogRouter router, TimeProvider time) : ILogEventSink
{
    public const string Component = "Component";
    public const string Subchannel = "Subchannel";

    private const string OwnCategories = "ControlPlane.";

    // "l": strings without quotes; "j": structures as JSON.
    private static readonly MessageTemplateTextFormatter Message = new("{Message:lj}", CultureInfo.InvariantCulture);

    public void Emit(LogEvent logEvent)
    {
        var severity = SeverityOf(logEvent);
        var (component, subchannel) = SourceOf(logEvent);
        if (!router.Lets(severity, component))
        {
            return;
        }

        // Not the event's own time: Serilog takes that from the system, and a node may live in simulated time.
        router.Emit(new LogLine(time.GetLocalNow(), severity, component, subchannel, TextOf(logEvent)));
    }

    private static Severity SeverityOf(LogEvent logEvent)
    {
        var scalar = Scalar(logEvent, SeverityMapping.Property) ?? Scalar(logEvent, "severity");
        return scalar switch
        {
            Severity severity when Enum.IsDefined(severity) => severity,
            string name when SeverityNames.TryParse(name, out var severity) => severity,
            _ => SeverityMapping.Of(logEvent.Level),
        };
    }

    private static (string Component, string Subchannel) SourceOf(LogEvent logEvent)
    {
        var subchannel = Scalar(logEvent, Subchannel) as string;
        if (Scalar(logEvent, Component) is string component)
        {
            return (component, subchannel ?? LogLine.Main);
        }

        var category = Scalar(logEvent, Constants.SourceContextPropertyName) as string ?? "";
        if (category.Length == 0 || category.StartsWith(OwnCategories, StringComparison.Ordinal))
        {
            return (LogLine.Controller, subchannel ?? LogLine.Main);
        }

        var slash = category.IndexOf('/', StringComparison.Ordinal);
        return slash < 0
            ? (category, subchannel ?? LogLine.Main)
            : (category[..slash], subchannel ?? category[(slash + 1)..]);
    }

    private static string TextOf(LogEvent logEvent)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        Message.Format(logEvent, writer);
        if (logEvent.Exception is not null)
        {
            writer.Write('\n');
            writer.Write(logEvent.Exception);
        }

        return writer.ToString();
    }

    private static object? Scalar(LogEvent logEvent, string property) =>
        logEvent.Properties.TryGetValue(property, out var value) && value is ScalarValue scalar ? scalar.Value : null;
}
