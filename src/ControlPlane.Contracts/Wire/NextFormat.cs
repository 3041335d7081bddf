#if NEXT_FORMAT
using System.Text.RegularExpressions;

namespace ControlPlane.Contracts.Wire;

/// <summary>
/// JSON as a later version may write it, in the build for the test of two versions only: each object that is the whole,
/// or an element of a list, begins with a member that this version does not know.
/// </summary>
public static partial class NextFormat
{
    public const int Version = 2;

    public static string Of(string json) => Objects().Replace(json, """{"new_in_2":{"of":[1,"a"]},""");

    // A quote in a string has a backslash before it, so this is never within one.
    [GeneratedRegex("""(?<=^|[\[,])\{(?=")""")]
    private static partial Regex Objects();
}
#endif
