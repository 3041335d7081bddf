using ControlPlane.Hocon;
using ControlPlane.Node.Services;
using ControlPlane.Platform.Machine;

namespace ControlPlane.Node.Controller.Configuration;

/// <summary>
/// From a HOCON file to a checked plan. Judges syntax, keys, values, users, directories, executables and host names,
/// and reports everything at once. What depends on the moment (ports, locks, log files) is found when it is used.
/// Asks the machine, so it may wait for name resolution; changes nothing.
/// </summary>
internal static class NodePlanReader
{
    /// <summary>Reads a file; one that is not there is an error of the result, not an exception.</summary>
    public static NodePlanResult Load(string file, IMachine machine, NodePlanOptions options)
    {
        if (file.Length == 0 || file.Contains('\0'))
        {
            return new NodePlanResult(
                null, [new HoconError(null, "", "no file of an empty name, or with a zero byte in it")]);
        }

        var path = Path.GetFullPath(file, options.WorkingDirectory);
        return Read(() => HoconParser.Load(path, options.Parsing), path, machine, options);
    }

    /// <summary>
    /// Reads a text that stands in no file (an embedder's, a test's); <see cref="HoconOptions.Origin"/> names it.
    /// </summary>
    public static NodePlanResult Parse(string text, IMachine machine, NodePlanOptions options) =>
        Read(() => HoconParser.Parse(text, options.Parsing), options.Parsing.Origin, machine, options);

    /// <summary>Reads what <paramref name="parse"/> gives, for example several layers.</summary>
    /// <param name="parse">May throw <see cref="HoconException"/>.</param>
    /// <param name="file">What people call it; a reload asks for it again.</param>
    /// <param name="machine">Asked for users, paths, names.</param>
    /// <param name="options">What the file depends on.</param>
    public static NodePlanResult Read(
        Func<HoconObject> parse, string file, IMachine machine, NodePlanOptions options)
    {
        try
        {
            var errors = new SettingsErrors();
            var plan = Read(new Config(parse(), "", errors), file, machine, options);
            return errors.Any ? new NodePlanResult(null, errors.Items) : new NodePlanResult(plan, []);
        }
        catch (HoconException refused)
        {
            return new NodePlanResult(null, refused.Errors);
        }
    }

    private static NodePlan? Read(Config root, string file, IMachine machine, NodePlanOptions options)
    {
        if (!root.Has(ReferenceFiles.Root))
        {
            root.Errors.Add(root.At, ReferenceFiles.Root, "is missing; expected an object with everything that this "
                + "node shall run. Put your settings into controlplane { ... }");
            return null;
        }

        var plane = root.Section(ReferenceFiles.Root);
        var defaults = new ReferenceFiles(options.Parsing.Environment);
        var controller = ControllerReader.Section(plane, defaults);
        var scope = new ReadingScope(
            machine,
            defaults,
            options.WorkingDirectory,
            SocketDirectoryReader.Read(controller, options),
            new AddressBook(root.Errors),
            options.Processors)
        {
            NoFile = options.Overlay?.Origin,
        };
        var control = ControlReader.Read(controller, scope);
        var logging = ControllerReader.Logging(controller, defaults, options.HostLogs);
        var source = Source(plane, options);
        scope.Shared.Read(source, scope);
        var services = Services(source, scope);
        scope.Shared.Judge(source, services);
        var cluster = ClusterReader.Read(plane, scope, options.HostName);
        var sections = EmbedderSections.Read(plane, options);
        plane.NotInThisVersion(LaterVersions.OfNode);
        plane.RejectUnknownKeys();
        return new NodePlan(scope.SocketDirectory, logging, services, file)
        {
            Sections = sections,
            Control = control,
            Cluster = cluster,
        };
    }

    /// <summary>Where the services stand. Those of a file that others take the place of are not even judged.</summary>
    private static Config Source(Config plane, NodePlanOptions options)
    {
        if (options.Overlay is not { } overlay)
        {
            return plane;
        }

        _ = (plane.Has(PlanOverlay.Service), plane.Has(PlanOverlay.Socket));
        return overlay.Read(options.Parsing, plane.Errors);
    }

    private static ValueList<ServicePlan> Services(Config plane, ReadingScope scope) =>
        plane.FindSection(PlanOverlay.Service) is { } section
            ? ValueList.From(section.Children().Select(child => ServiceReader.Read(child.Name, child.Section, scope)))
            : [];
}
