using System.Text.Json.Serialization;
using ControlPlane.Node.Controller.Configuration;

namespace ControlPlane.Node.Cluster.Keys;

/// <summary>
/// What a node has in its own file: <c>files/NAME</c>, under its lease, and written together with its report. Only
/// while that is in force there, and no configuration of the cluster. A node of an earlier version has a report and no
/// such key.
/// </summary>
/// <param name="Services">By name.</param>
internal sealed record NodeFile(
    [property: JsonConverter(typeof(ValueListConverter<ServiceRules>))] ValueList<ServiceRules> Services)
    : IClusterValue
{
    public string? FindProblem() => Judged.Fine
        .Once("services", Services.Select(service => service.Service))
        .Each(Services, service => service.FindProblem())
        .Problem;
}
