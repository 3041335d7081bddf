using System.Globalization;
using System.Text;
using ControlPlane.Hocon;
using ControlPlane.Node.Containers;

namespace ControlPlane.Node.Controller.Configuration;

/// <summary>Reads <c>command</c> of a process.</summary>
internal static class CommandReader
{
    // Linux: MAX_ARG_STRLEN of execve(2), with the zero byte at its end.
    private const int MaxArgumentBytes = 131_071;
    private const int MaxShown = 80;

    /// <summary>Null after an error.</summary>
    public static ValueList<string>? Read(Config section)
    {
        if (section.Peek("command") is HoconString { Value: var line })
        {
            section.Fail("command", $"is [{Shown(line)}] (string); expected a list with the program and each "
                + $"argument by itself, because no shell takes it apart. Write [{AsList(line)}]");
            return null;
        }

        var arguments = section.GetStrings("command");
        if (section.Peek("command") is not HoconArray { Items.Count: var written } || written != arguments.Count)
        {
            // Missing, or not all of it texts: that is reported.
            return null;
        }

        if (Problem(arguments) is { } problem)
        {
            section.Fail("command", problem);
            return null;
        }

        return ValueList.From(arguments);
    }

    private static string Shown(string line) => line.Length <= MaxShown ? line : line[..MaxShown] + "…";

    private static string AsList(string line) => string.Join(", ", Shown(line)
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(word => $"\"{word.Trim('"', '\'')}\""));

    private static string? Problem(IReadOnlyList<string> arguments)
    {
        if (arguments.Count == 0)
        {
            return "is empty; expected a list with the program and its arguments, such as [\"python3\", \"shop.py\"]";
        }

        if (arguments[0].Length == 0)
        {
            return "has an empty first element; expected the program there";
        }

        if (arguments.Count > ProcessPlan.MaxArguments)
        {
            return string.Create(CultureInfo.InvariantCulture,
                $"has {arguments.Count} elements; expected at most {ProcessPlan.MaxArguments}");
        }

        if (arguments.Any(argument => argument.Contains('\0')))
        {
            return "has an element with a zero byte, which no program can be given";
        }

        return arguments.Any(argument => Encoding.UTF8.GetByteCount(argument) > MaxArgumentBytes)
            ? string.Create(CultureInfo.InvariantCulture,
                $"has an element of more than {MaxArgumentBytes} bytes, which Linux refuses; put the text into a file")
            : null;
    }
}
