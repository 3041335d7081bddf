using System.Buffers;

namespace ControlPlane.Actors;

/// <summary>Which names an actor may have.</summary>
internal static class ActorName
{
    public const int MaxLength = 255;

    private const string Marks = "-_.:@&=+,!~*';%[]";

    private static readonly SearchValues<char> Allowed = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789" + Marks);

    /// <summary>What is wrong with the name, or null.</summary>
    public static string? Problem(string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            return "an actor name is empty; give it 1 to 255 characters";
        }

        if (name.Length > MaxLength)
        {
            return $"an actor name has {name.Length} characters; at most {MaxLength} are allowed: [{name[..40]}…]";
        }

        var bad = name.AsSpan().IndexOfAnyExcept(Allowed);
        return bad < 0
            ? null
            : $"the actor name [{name}] has the character [{name[bad]}] at position {bad}; "
              + $"allowed are ASCII letters, digits and {Marks}";
    }

    public static void Check(string? name)
    {
        if (Problem(name) is { } problem)
        {
            throw new InvalidActorNameException(problem);
        }
    }
}
