using ControlPlane.Hocon;
using ControlPlane.Node.Logging.Plans;

namespace ControlPlane.Node.Controller.Configuration;

/// <summary>Reads the <c>controller</c> section.</summary>
internal static class ControllerReader
{
    private const string Name = "controller";

    /// <summary>The section of the user over the defaults.</summary>
    public static Config Section(Config plane, ReferenceFiles defaults)
    {
        var template = defaults.At("controller.conf", ReferenceFiles.Root, Name);
        return plane.FindSection(Name)?.WithFallback(template)
            ?? new Config(template, $"{ReferenceFiles.Root}.{Name}", plane.Errors);
    }

    /// <summary>Reads what is left of it, and rejects what nobody knows.</summary>
    public static LoggingPlan Logging(Config controller, ReferenceFiles defaults, bool hostLogs)
    {
        var plan = new LoggingReader(defaults).Read(controller, hostLogs);
        controller.RejectUnknownKeys();
        return plan;
    }
}
