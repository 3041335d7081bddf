using System.Globalization;
using ControlPlane.Node.Containers;
using ControlPlane.Node.Logging.Lines;
using ControlPlane.Platform.Workers;

namespace ControlPlane.Node.Logging.Front;

/// <summary>
/// The output of the workers of one service as lines of its component. Standard output is <c>info</c>. Standard error
/// is <c>notice</c>: many programs write all they have to say there, so <c>warning</c> would raise false alarms; but a
/// destination with <c>max_level = notice</c> can keep it apart from standard output.
/// </summary>
internal sealed class WorkerLines(NodeLogging logging, string service) : IWorkerOutput
{
    public void Line(OutputStream stream, string line) =>
        logging.Write(service, LogLine.Main, stream == OutputStream.Out ? Severity.Info : Severity.Notice, line);

    public void Dropped(long count) => logging.Write(
        service,
        LogLine.Main,
        Severity.Warning,
        string.Create(
            CultureInfo.InvariantCulture,
            $"lines of output dropped, because they came too fast: {count}; log less, or to a file"));
}
