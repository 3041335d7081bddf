using System.Text;

namespace ControlPlane.Platform.NodeDirectory.PersistentObjects;

/// <summary>
/// A line of <c>netplex.pmanage</c>: <c>R</c> (registered) or <c>U</c> (unregistered), the kind, and the name as an
/// OCaml string: <c>R FILE "/tmp/x"</c>.
/// </summary>
internal static class PersistentLine
{
    private static readonly (PersistentKind Kind, string Word)[] Words =
    [
        (PersistentKind.File, "FILE"),
        (PersistentKind.SharedMemory, "POSIX_SHM"),
        (PersistentKind.Semaphore, "POSIX_SEM"),
        (PersistentKind.SemaphoreContainer, "SEM_CONT"),
    ];

    public static string Word(PersistentKind kind) => Array.Find(Words, pair => pair.Kind == kind).Word;

    /// <summary>With the line break.</summary>
    public static string Of(bool registered, PersistentObject item) =>
        $"{(registered ? 'R' : 'U')} {Word(item.Kind)} {OcamlText.Quote(item.Name)}\n";

    /// <summary>
    /// What is registered and not unregistered after all lines, in the order of registration. What is no line of ours
    /// (half a line that a full disk left, another program's) is passed over.
    /// </summary>
    public static IReadOnlyList<PersistentObject> Live(string text)
    {
        var live = new OrderedDictionary<PersistentObject, bool>();
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            switch (Parse(line))
            {
                case (true, var item): live.TryAdd(item, true); break;
                case (false, var item): live.Remove(item); break;
                default: break;
            }
        }

        return [.. live.Keys];
    }

    internal static (bool Registered, PersistentObject Item)? Parse(ReadOnlySpan<char> line)
    {
        if (line.Length < 2 || line[0] is not ('R' or 'U') || line[1] != ' ')
        {
            return null;
        }

        var rest = line[2..];
        foreach (var (kind, word) in Words)
        {
            if (rest.StartsWith(word, StringComparison.Ordinal)
                && rest.Length > word.Length && rest[word.Length] == ' ')
            {
                return OcamlText.Unquote(rest[(word.Length + 1)..].TrimEnd(' ')) is { } name && IsName(name)
                    ? (line[0] == 'R', new PersistentObject(kind, name))
                    : null;
            }
        }

        return null;
    }

    /// <summary>Whether an object may have this name at all.</summary>
    internal static bool IsName(string name) => name.Length > 0 && !name.Contains('\0', StringComparison.Ordinal)
        && Encoding.UTF8.GetByteCount(name) <= PersistentObject.MaxName;
}
