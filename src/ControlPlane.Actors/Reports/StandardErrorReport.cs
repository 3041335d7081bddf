namespace ControlPlane.Actors;

/// <summary>Where failures go when nobody listens.</summary>
internal static class StandardErrorReport
{
    public static void Write(EngineReport report)
    {
        if (report is not (EngineReport.WasDeadLetter or EngineReport.WasUnhandled))
        {
            Console.Error.WriteLine(report.ToString());
        }
    }

    public static void ListenerFailed(EngineReport report, Exception e) =>
        Console.Error.WriteLine($"the listener for reports of the actor engine threw {e}; the report was: {report}");
}
