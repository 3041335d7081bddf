using System.Text.Json.Nodes;
using ControlPlane.Contracts;
using ControlPlane.Contracts.Processors;
using ControlPlane.Node.Containers;
using ControlPlane.Node.Controller.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ControlPlane.Hosting.Embedding;

/// <summary>
/// What an application wants its node to run. Three layers, each over the one before: a HOCON file, a section of the
/// application's configuration, code. All are read together, as strictly as a file of <c>cplane run</c>: with one error
/// in them the host does not start, and says all of them.
/// </summary>
public sealed class ControlPlaneBuilder
{
    internal const string CodeOrigin = "code";

    private readonly JsonObject _plane = [];
    private readonly Dictionary<string, Func<ISettings, object>> _sections = new(StringComparer.Ordinal);
    private readonly List<Action<NodePlan>> _followers = [];
    private readonly IServiceCollection _services;

    internal ControlPlaneBuilder(IServiceCollection services) => _services = services;

    internal string? File { get; private set; }

    internal IConfiguration? Configuration { get; private set; }

    internal ProcessorRegistry Processors { get; private set; } = ProcessorTypes.BuiltIn;

    internal IReadOnlyDictionary<string, Func<ISettings, object>> Sections => _sections;

    /// <summary>What was said in code, as the file would say it.</summary>
    internal JsonObject Plane => _plane;

    /// <summary>
    /// Whether the application ends when somebody shuts the node down (<c>cplane shutdown</c>). Default: true.
    /// </summary>
    public bool StopHostOnShutdown { get; set; } = true;

    /// <summary>The lowest layer: a HOCON file; a relative path is taken from the content root of the host.</summary>
    public ControlPlaneBuilder FromFile(string path)
    {
        File = path;
        return this;
    }

    /// <summary>
    /// The middle layer: the keys of <c>controlplane { }</c> below this section, with the same names
    /// (<c>service:web:workload_manager:threads</c>).
    /// </summary>
    public ControlPlaneBuilder FromConfiguration(IConfiguration section)
    {
        Configuration = section;
        return this;
    }

    /// <summary>A service; called again for the same name it adds to it.</summary>
    public ControlPlaneBuilder Service(string name, Action<ServiceBuilder> service)
    {
        var services = Section(_plane, "service");
        service(new ServiceBuilder(Section(services, name)));
        return this;
    }

    /// <summary>
    /// A processor of the application's own, for <c>processor { type = ... }</c>. It is made once for each such
    /// section, whenever the configuration is read, and says by reading them which keys the section has.
    /// </summary>
    /// <param name="type">1 to 64 letters, digits, <c>_</c> and <c>-</c>; not that of a built-in one.</param>
    /// <param name="make">Reads the section; must not start anything yet: a check makes it too.</param>
    /// <exception cref="ArgumentException">The name is taken, or is no name.</exception>
    public ControlPlaneBuilder AddProcessor(string type, Func<IProcessorSettings, IProcessor> make)
    {
        Processors = Processors.With(type, make);
        return this;
    }

    /// <summary>
    /// A section of the application's own beside those of the node, <c>controlplane.NAME { }</c>: read with it, and
    /// refused with it. The value in force is <see cref="IControlPlaneSection{T}"/> among the services; a reload may
    /// change it.
    /// </summary>
    /// <param name="name">Not a name of the node's own sections.</param>
    /// <param name="read">Reads the section; it may not be written, then all its keys are absent.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public ControlPlaneBuilder Section<T>(string name, Func<ISettings, T> read)
        where T : class
    {
        if (EmbedderSections.Taken.Contains(name, StringComparer.Ordinal) || !_sections.TryAdd(name, read))
        {
            throw new ArgumentException(
                $"The section [{name}] exists already; taken: "
                + $"{string.Join(", ", EmbedderSections.Taken.Union(_sections.Keys))}. "
                + "Choose another name.", nameof(name));
        }

        var section = new SectionInForce<T>(name);
        _followers.Add(plan => section.Set(plan.Sections[name]));
        _services.AddSingleton<IControlPlaneSection<T>>(section);
        return this;
    }

    /// <summary>
    /// Where the node keeps its control socket; a relative path is taken from the content root. <c>cplane --sockdir</c>
    /// asks it there.
    /// </summary>
    public ControlPlaneBuilder SocketDirectory(string path) => Set("controller.socket_directory", path);

    /// <summary>Any other setting by its path below <c>controlplane</c>.</summary>
    /// <param name="path">Keys with dots between them, e.g. <c>controller.max_level</c>.</param>
    /// <param name="value">A duration is <c>10s</c>.</param>
    public ControlPlaneBuilder Set(string path, string value) => Put(path, JsonValue.Create(value));

    /// <inheritdoc cref="Set(string, string)"/>
    public ControlPlaneBuilder Set(string path, int value) => Put(path, JsonValue.Create(value));

    /// <inheritdoc cref="Set(string, string)"/>
    public ControlPlaneBuilder Set(string path, bool value) => Put(path, JsonValue.Create(value));

    /// <summary>A plan is in force.</summary>
    internal void Follow(NodePlan plan) => _followers.ForEach(follow => follow(plan));

    internal static JsonObject Section(JsonObject parent, string name)
    {
        if (parent[name] is JsonObject present)
        {
            return present;
        }

        var made = new JsonObject();
        parent[name] = made;
        return made;
    }

    internal static void Set(JsonObject root, string path, JsonNode value)
    {
        var keys = path.Split('.');
        keys[..^1].Aggregate(root, Section)[keys[^1]] = value;
    }

    private ControlPlaneBuilder Put(string path, JsonNode value)
    {
        Set(_plane, path, value);
        return this;
    }
}
