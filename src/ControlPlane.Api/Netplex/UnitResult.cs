using ControlPlane.Api.Netplex.Rpc;
using ControlPlane.Contracts.Admin;

namespace ControlPlane.Api.Netplex;

/// <summary>
/// The result of a command: nothing, or the text that <c>netplex-admin</c> prints before it exits with 10.
/// </summary>
internal static class UnitResult
{
    private const uint Ok = 0;
    private const uint Error = 1;

    public static void Write(XdrWriter result, AdminProtocol.Reply reply)
    {
        if (reply is AdminProtocol.Refused refused)
        {
            WriteError(result, Text(refused));
        }
        else
        {
            result.Unsigned(Ok);
        }
    }

    public static void WriteError(XdrWriter result, string text) => result.Unsigned(Error).Text(text);

    /// <summary>What Netplex says when its own service is meant; an exception's text, as it prints one.</summary>
    public static string NotOfController(string verb) => $"Failure(\"#{verb}: not allowed for this service\")";

    // One line: it is printed as it is, on a terminal perhaps.
    private static string Text(AdminProtocol.Refused refused)
    {
        var text = refused.Hint.Length == 0 ? refused.Error
            : refused.Error.EndsWith('.') ? $"{refused.Error} {refused.Hint}"
            : $"{refused.Error}; {refused.Hint}";
        return string.Create(text.Length, text, (line, said) =>
        {
            for (var i = 0; i < line.Length; i++)
            {
                line[i] = char.IsControl(said[i]) ? ' ' : said[i];
            }
        });
    }
}
