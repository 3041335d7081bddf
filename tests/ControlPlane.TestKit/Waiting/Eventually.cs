namespace ControlPlane.TestKit;

/// <summary>
/// Waiting for the outside world: real processes, sockets, files. Looks again and again until a deadline.
/// </summary>
public static class Eventually
{
    /// <summary>Generous: a busy machine is no failure.</summary>
    public static readonly TimeSpan DefaultDeadline = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(100);

    /// <summary>Returns when the condition holds.</summary>
    /// <param name="condition">May be asked many times.</param>
    /// <param name="deadline">Null: <see cref="DefaultDeadline"/>.</param>
    /// <param name="describe">What was seen last, for the failure's text.</param>
    /// <exception cref="ExpectationException">It did not hold in time.</exception>
    public static Task True(Func<bool> condition, TimeSpan? deadline = null, Func<string>? describe = null) => Succeeds(
        () => condition()
            ? Task.CompletedTask
            : throw new ExpectationException(describe?.Invoke() ?? "the condition does not hold"),
        deadline);

    /// <summary>Returns when the attempt does not throw.</summary>
    /// <param name="attempt">May be made many times; each is given the rest of the time.</param>
    /// <param name="deadline">Null: <see cref="DefaultDeadline"/>.</param>
    /// <exception cref="ExpectationException">No attempt succeeded in time; holds the last failure.</exception>
    public static Task Succeeds(Func<Task> attempt, TimeSpan? deadline = null) => Value(
        async () =>
        {
            await attempt();
            return true;
        },
        deadline);

    /// <summary>As <see cref="Succeeds"/>, with what the attempt that succeeded returned.</summary>
    public static async Task<T> Value<T>(Func<Task<T>> attempt, TimeSpan? deadline = null)
    {
        var limit = deadline ?? DefaultDeadline;
        var began = TimeProvider.System.GetTimestamp();
        var pause = FirstPause;
        Exception? failure = null;
        for (var attempts = 1; ; attempts++)
        {
            var left = limit - TimeProvider.System.GetElapsedTime(began);
            try
            {
                return await attempt().WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, TimeProvider.System);
            }
            catch (Exception e) when (TimeProvider.System.GetElapsedTime(began) >= limit)
            {
                // An attempt that was cut off says less than the one before it.
                var last = e is TimeoutException && failure is not null ? failure : e;
                throw new ExpectationException(
                    $"not within {limit}, in {attempts} attempts; last: {last.Message}", last);
            }
            catch (Exception e)
            {
                failure = e;
            }

            await Task.Delay(pause, TimeProvider.System);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }
}
