using ControlPlane.Actors;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Node.Controller;

/// <summary>What the actor engine reports, as log lines: failures loudly, lost messages at debug.</summary>
internal sealed class TreeReports(ILogger log)
{
    private volatile bool _leaving;

    /// <summary>From now on messages that reach nobody are in the nature of things.</summary>
    public void Leave() => _leaving = true;

    public void Write(EngineReport report)
    {
        switch (report)
        {
            case EngineReport.WasDeadLetter or EngineReport.WasUnhandled when _leaving: break;
            case EngineReport.WasDeadLetter or EngineReport.WasUnhandled: log.TreeDetail(report); break;
            default: log.TreeFailure(report); break;
        }
    }
}
