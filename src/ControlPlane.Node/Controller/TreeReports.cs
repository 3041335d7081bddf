using ControlPlane.Actors;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Node.Controller;

/// <summary>What the actor engine reports, as log lines: failures loudly, lost messages at debug.</summary>
internal sealed class TreeReports(ILogger log)
{
    public void Write(EngineReport report)
    {
        switch (report)
        {
            case EngineReport.WasDeadLetter or EngineReport.WasUnhandled: log.TreeDetail(report); break;
            default: log.TreeFailure(report); break;
        }
    }
}
