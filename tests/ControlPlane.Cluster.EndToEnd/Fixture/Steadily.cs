namespace ControlPlane.Cluster.EndToEnd.Fixture;

/// <summary>Looking at something for a while that must not change.</summary>
internal static class Steadily
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Makes the check again and again for so long.</summary>
    public static async Task Holds(TimeSpan span, Func<Task> check)
    {
        var began = TimeProvider.System.GetTimestamp();
        do
        {
            await check();
            await Task.Delay(Pause, TimeProvider.System);
        }
        while (TimeProvider.System.GetElapsedTime(began) < span);
    }

    public static Task Holds(TimeSpan span, Action check) => Holds(span, () =>
    {
        check();
        return Task.CompletedTask;
    });
}
