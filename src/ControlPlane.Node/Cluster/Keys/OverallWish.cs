using System.Text.Json.Serialization;
using ControlPlane.Node.Controller.Configuration;

namespace ControlPlane.Node.Cluster.Keys;

/// <summary>
/// What people want of all services, or of very many at once: <c>overall</c>. One key, so that it is wanted of all of
/// them or of none, however many there are: etcd changes 128 keys at once and no more. Of two orders for one service
/// the one of the higher generation counts.
/// </summary>
/// <param name="Generation">Every service is to be restarted up to it.</param>
/// <param name="Rolling">That restart is rolling.</param>
/// <param name="Replaced">Services that a new configuration has restarted since, one container after the other.</param>
/// <param name="Unscaled">Numbers that were set by hand up to this revision of the store do not count.</param>
/// <param name="Unscales">Those that were set before this value was written do not.</param>
internal sealed record OverallWish(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long Generation = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Rolling = false,
    [property: JsonConverter(typeof(ValueListConverter<ServiceRestart>))] ValueList<ServiceRestart>? Replaced = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long Unscaled = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Unscales = false) : IClusterValue
{
    public string? FindProblem() => Judged.Fine
        .Number("generation", Generation, 0)
        .Each(Replaced ?? [], restart => restart.FindProblem())
        .Or(IsSorted(Replaced ?? []) ? null : "is not in the order of the names, each once", "replaced")
        .Number("unscaled", Unscaled, 0)
        .Problem;

    /// <summary>The last restart of a service that was ordered here; 0: none was.</summary>
    public (long Generation, bool Rolling) RestartOf(string service) =>
        Find(service) is { } restart && restart.Generation > Generation
            ? (restart.Generation, true)
            : (Generation, Rolling);

    /// <summary>By name, in order: there may be very many, and it is asked very often.</summary>
    private ServiceRestart? Find(string service)
    {
        var (low, high) = (0, (Replaced?.Count ?? 0) - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = string.CompareOrdinal(Replaced![middle].Service, service);
            if (order == 0)
            {
                return Replaced[middle];
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return null;
    }

    private static bool IsSorted(ValueList<ServiceRestart> restarts) => restarts.Zip(restarts.Skip(1))
        .All(pair => string.CompareOrdinal(pair.First.Service, pair.Second.Service) < 0);
}

/// <param name="Service">Its name.</param>
/// <param name="Generation">It is to be restarted up to it.</param>
internal sealed record ServiceRestart(string Service, long Generation)
{
    public string? FindProblem() => Judged.Fine.Service("service", Service).Number("generation", Generation, 1).Problem;
}
