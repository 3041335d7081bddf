using ControlPlane.Hocon;
using ControlPlane.Node.Logging.Plans;

namespace ControlPlane.Node.Logging.Outlets;

/// <summary>
/// A plan whose new destinations are open, so that nothing can refuse any more when it is put in force. Whoever does
/// not hand it to the logging actor disposes it.
/// </summary>
internal sealed class OpenedSinks : IDisposable
{
    private readonly List<OpenedSink> _opened;

    private OpenedSinks(LoggingPlan plan, LogDevices devices, List<OpenedSink> opened)
    {
        Plan = plan;
        Devices = devices;
        _opened = opened;
    }

    public LoggingPlan Plan { get; }

    public LogDevices Devices { get; }

    /// <summary>The destinations of the plan that are not running already, in its order.</summary>
    public IReadOnlyList<OpenedSink> Opened => _opened;

    /// <summary>
    /// Opens what <paramref name="plan"/> has and <paramref name="running"/> has not in the same way.
    /// </summary>
    /// <param name="plan">What is wanted.</param>
    /// <param name="running">What is in force; null at the start.</param>
    /// <param name="devices">What it is opened with.</param>
    /// <param name="errors">
    /// Gets one error for each file that cannot be opened, at its place in the configuration.
    /// </param>
    /// <returns>Null if anything cannot be opened; then nothing is open.</returns>
    public static OpenedSinks? Open(
        LoggingPlan plan, LoggingPlan? running, LogDevices devices, SettingsErrors errors)
    {
        var failed = false;
        List<OpenedSink> opened = [];
        foreach (var sink in plan.Sinks.Where(sink => running?.Sinks.Contains(sink) != true))
        {
            opened.Add(OpenedSink.Open(sink, devices, (file, reason) =>
            {
                failed = true;
                errors.Add(file.Place.At, file.Place.Path, $"is [{file.Path}]: {reason}.");
            }));
        }

        var result = new OpenedSinks(plan, devices, opened);
        if (failed)
        {
            result.Dispose();
            return null;
        }

        return result;
    }

    public void Dispose() => _opened.ForEach(sink => sink.Dispose());
}
