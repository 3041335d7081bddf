using ControlPlane.Hocon;
using ControlPlane.Node.Services;
using ControlPlane.Node.Sockets;

namespace ControlPlane.Node.Controller.Configuration;

/// <summary>Reads a <c>service.NAME</c> section.</summary>
internal static class ServiceReader
{
    public static ServicePlan Read(string name, Config written, ReadingScope scope)
    {
        if (SectionName.ProblemOfService(name) is { } problem)
        {
            written.Errors.Add(written.At, written.Path, $"{problem}");
        }

        var section = written.WithFallback(scope.Defaults.At("service.conf", ReferenceFiles.Root, "service", "NAME"));
        section.NotInThisVersion(LaterVersions.OfService);
        var worker = ProcessorReader.Read(name, section, scope);
        var plan = new ServicePlan(
            name,
            section.GetBoolean("enabled"),
            worker,
            Protocols(section, scope),
            WorkloadReader.Read(section, scope),
            LifecycleReader.Read(written, section, worker))
        {
            Placement = PlacementReader.Read(section),
        };
        SlotAddressReader.Judge(section, plan, scope);
        section.RejectUnknownKeys();
        return plan;
    }

    private static ValueList<ProtocolPlan> Protocols(Config service, ReadingScope scope) =>
        service.FindSection("protocol") is { } section
            ? ValueList.From(section.Children().Select(child => ProtocolReader.Read(child.Name, child.Section, scope)))
            : [];
}
