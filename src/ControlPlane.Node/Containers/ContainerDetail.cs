using System.Globalization;

namespace ControlPlane.Node.Containers;

/// <summary>The fine state and its reason in words, as <c>cplane containers</c> shows them.</summary>
internal static class ContainerDetail
{
    public static string Of(ContainerLife life, string? ownWords, int? jobs)
    {
        var phase = (life.Phase, jobs) switch
        {
            (ContainerPhase.Accepting, > 0) => "busy",
            _ => Word(life.Phase),
        };
        var why = life.Phase switch
        {
            ContainerPhase.Backoff or ContainerPhase.Failed => Repeated(life),
            _ => life.Reason,
        };
        var text = why.Length == 0 ? phase : $"{phase}: {why}";
        return string.IsNullOrEmpty(ownWords) ? text : $"{text} ({ownWords})";
    }

    /// <summary>What comes after a death.</summary>
    public static string Next(ContainerLife life) => life.Phase switch
    {
        ContainerPhase.Starting => "started again at once",
        ContainerPhase.Backoff => string.Create(
            CultureInfo.InvariantCulture, $"started again after a wait ({life.Strikes} deaths without a good run)"),
        ContainerPhase.Failed => string.Create(
            CultureInfo.InvariantCulture,
            $"given up after {life.StartFailures} start failures; enable or restart tries again"),
        _ => "not started again",
    };

    private static string Word(ContainerPhase phase) => phase switch
    {
        ContainerPhase.Starting => "starting",
        ContainerPhase.Accepting => "accepting",
        ContainerPhase.Draining => "draining",
        ContainerPhase.Stopping => "stopping",
        ContainerPhase.Backoff => "backoff",
        ContainerPhase.Failed => "failed",
        _ => "gone",
    };

    private static string Repeated(ContainerLife life) => life.Strikes > 1
        ? string.Create(CultureInfo.InvariantCulture, $"{life.Reason}; died {life.Strikes} times without a good run")
        : life.Reason;
}
