using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;

namespace ControlPlane.Hosting.Embedding;

/// <summary>
/// What an application wants its node to run. Three layers, each over the one before: a HOCON file, a section of the
/// application's configuration, code. All are read together, as strictly as a file of <c>cplane run</c>: with one error in them the
/// host does not start, and says all of them.
/// </summary>
public sealed class ControlPlaneBuilder
{
    internal const string CodeOrigin = "code";

    private readonly JsonObject _plane = [];

    internal string? File { get; private set; }

    internal IConfiguration? Configuration { get; private set; }

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
    /// Where the node keeps its control socket; a relative path is taken from the content root. <c>cplane --sockdir</c> asks it there.
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
