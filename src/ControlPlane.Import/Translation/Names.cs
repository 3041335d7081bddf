using System.Globalization;

namespace ControlPlane.Import.Translation;

/// <summary>
/// Names for what HOCON keys by name. Netplex allows any text, and the same one twice; here a name has 1 to 64 ASCII
/// letters, digits, and _ . - (not first: . and -), and is there once. The same file gives the same names.
/// </summary>
internal sealed class Names(params IEnumerable<string> reserved)
{
    private const int MaxLength = 64;
    private const int RoomForNumber = 8;

    private readonly HashSet<string> _taken = new(reserved, StringComparer.Ordinal);

    public string Take(string wanted)
    {
        var name = Allowed(wanted);
        for (var number = 2; !_taken.Add(name); number++)
        {
            var start = Allowed(wanted);
            start = start.Length > MaxLength - RoomForNumber ? start[..(MaxLength - RoomForNumber)] : start;
            name = string.Create(CultureInfo.InvariantCulture, $"{start}-{number}");
        }

        return name;
    }

    private static string Allowed(string wanted)
    {
        var name = new string(
            [.. wanted.Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-' ? c : '_')]);
        name = name.Length == 0 || name[0] is '.' or '-' ? $"_{name}" : name;
        return name.Length > MaxLength ? name[..MaxLength] : name;
    }
}
