using System.Runtime.CompilerServices;

namespace ControlPlane.Node.Plugins;

/// <summary>How much containers may put into the node; the texts of what goes beyond it.</summary>
internal static class PluginLimits
{
    /// <summary>Characters of a name, at least one.</summary>
    public const int MaxNameLength = 200;

    /// <summary>Names of one kind in the node.</summary>
    public const int MaxNames = 10_000;

    /// <summary>Calls of one kind that wait at one time.</summary>
    public const int MaxWaiting = 10_000;

    /// <summary>Bytes of one value; characters of an argument or a result of a lever.</summary>
    public const int MaxValue = 1024 * 1024;

    /// <summary>Bytes of all values of one kind.</summary>
    public const long MaxBytes = 256L * 1024 * 1024;

    /// <summary>Where a semaphore may begin.</summary>
    public const long MaxInitial = 1L << 53;

    /// <summary>Levers of one service.</summary>
    public const int MaxLevers = 1_000;

    /// <summary>The longest time without use of a shared variable.</summary>
    public static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(49);

    /// <exception cref="ArgumentException">No name.</exception>
    public static void CheckName(string name, string kind)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length is 0 or > MaxNameLength)
        {
            throw new ArgumentException(
                $"The name of a {kind} has {name.Length} characters; expected 1 to {MaxNameLength}. Choose another "
                + "name.",
                nameof(name));
        }
    }

    /// <exception cref="ArgumentException">Too long.</exception>
    public static void CheckValue(
        int length, string where, string unit = "bytes",
        [CallerArgumentExpression(nameof(length))] string? parameter = null)
    {
        if (length > MaxValue)
        {
            throw new ArgumentException(
                $"The value for {where} has {length} {unit}; expected at most {MaxValue}. Send it in parts, or its "
                + "place.",
                parameter);
        }
    }

    /// <exception cref="InvalidOperationException">No room for one more.</exception>
    public static void CheckNames(int count, string kind, string remedy)
    {
        if (count >= MaxNames)
        {
            throw new InvalidOperationException($"The node has {count} {kind}; expected at most {MaxNames}. {remedy}");
        }
    }

    /// <exception cref="InvalidOperationException">No room for so many more.</exception>
    public static void CheckBytes(long held, long more, string kind)
    {
        if (held + more > MaxBytes)
        {
            throw new InvalidOperationException(
                $"The {kind} of the node hold {held} bytes and would get {more} more; expected at most {MaxBytes} in "
                + "all. Receive or delete what is not needed.");
        }
    }
}
