using System.Text.Json.Serialization;
using ControlPlane.Node.Controller.Configuration;

namespace ControlPlane.Node.Cluster.Keys;

/// <summary>What a node has and does: <c>status/NAME</c>, under its lease; at most once a second, and only on change.</summary>
/// <param name="Services">By name; those of its configuration, and those that still leave.</param>
/// <param name="Containers">Of all services, in whatever state.</param>
/// <param name="Config">The version of the cluster's configuration that is in force here; null: the node's own file.</param>
/// <param name="ConfigError">Why the present version is not in force; null: it is, or there is none.</param>
internal sealed record NodeReport(
    [property: JsonConverter(typeof(ValueListConverter<ServiceReport>))] ValueList<ServiceReport> Services,
    int Containers,
    int? Config = null,
    string? ConfigError = null) : IClusterValue
{
    public string? FindProblem() => Judged.Fine
        .Once("services", Services.Select(service => service.Service))
        .Each(Services, service => service.FindProblem())
        .Number("containers", Containers, 0)
        .Number("config", Config ?? 1, 1)
        .Word("config_error", ConfigError ?? "")
        .Problem;
}

/// <summary>One service on one node. What is 0 is not written.</summary>
/// <param name="Service">Its name.</param>
/// <param name="Digest">Of its configuration there: equal where it means the same.</param>
/// <param name="Wanted">Containers that shall exist there, marked ones included.</param>
/// <param name="Containers">Those that exist, in whatever state, leaving ones included.</param>
/// <param name="Ready">Of these, those that are ready.</param>
/// <param name="Marked">Of the wanted, those that are marked to go.</param>
/// <param name="Out">Of those not marked, those that give nothing.</param>
/// <param name="Leaving">Told to stop, not gone yet: not among the wanted.</param>
/// <param name="Used">Jobs that use capacity, without those that wait.</param>
/// <param name="Queued">Connections that wait.</param>
/// <param name="Capacity">In jobs; 0 of a constant service.</param>
/// <param name="Shortfall">What containers with a limit of their own lack to the recommended jobs, summed up.</param>
/// <param name="Generation">The restart generation that is reached.</param>
/// <param name="Revision">Of the store: everything wanted of the service up to it is carried out.</param>
/// <param name="Seq">Grows with each change of these figures, the revision aside.</param>
internal sealed record ServiceReport(
    string Service,
    string Digest,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Wanted = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Containers = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Ready = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Marked = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Out = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Leaving = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long Used = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long Queued = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long Capacity = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long Shortfall = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long Generation = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long Revision = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long Seq = 0)
{
    public string? FindProblem() => Judged.Fine
        .Service("service", Service)
        .Word("digest", Digest)
        .Number("wanted", Wanted, 0)
        .Number("containers", Containers, 0)
        .Number("ready", Ready, 0)
        .Number("marked", Marked, 0)
        .Number("out", Out, 0)
        .Number("leaving", Leaving, 0)
        .Number("used", Used, 0)
        .Number("queued", Queued, 0)
        .Number("capacity", Capacity, 0)
        .Number("shortfall", Shortfall, 0)
        .Number("generation", Generation, 0)
        .Number("revision", Revision, 0)
        .Number("seq", Seq, 0)
        .Problem;
}
