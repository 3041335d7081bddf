namespace ControlPlane.Node.Controller.Configuration;

/// <summary>
/// Names of services and protocols. They become parts of container ids, actor paths, URLs and LISTEN_FDNAMES, so they
/// have 1 to 64 ASCII letters, digits, <c>_ . -</c>, and begin with a letter, a digit or <c>_</c>.
/// </summary>
internal static class SectionName
{
    public const int MaxLength = 64;

    // What the node calls itself in lists and logs.
    private static readonly string[] OfTheNode = ["controller", "netplex.controller"];

    /// <summary>What is wrong with the name of a service, or null.</summary>
    public static string? ProblemOfService(string name) => OfTheNode.Contains(name)
        ? $"the name [{name}] is that of the node itself; choose another one"
        : Problem(name);

    /// <summary>What is wrong with a name, or null.</summary>
    public static string? Problem(string name) =>
        name.Length is > 0 and <= MaxLength && name.All(IsAllowed) && name[0] is not ('.' or '-')
            ? null
            : $"the name [{Shown(name)}] is not allowed; a name has 1 to 64 ASCII letters, digits, or _ . - "
                + "and does not begin with . or -";

    private static bool IsAllowed(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-';

    private static string Shown(string name) => name.Length <= MaxLength ? name : name[..MaxLength] + "…";
}
