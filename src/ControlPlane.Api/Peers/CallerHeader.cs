using System.Text;
using ControlPlane.Contracts.Admin;
using Microsoft.AspNetCore.Http;

namespace ControlPlane.Api.Peers;

/// <summary>The header by which a node says for whom it asks, for the audit line of the other one.</summary>
internal static class CallerHeader
{
    public const string Name = "X-Cplane-Caller";

    private const int MaxText = 200;

    /// <summary>Percent-encoded, since names may be of any language.</summary>
    public static string Write(Caller caller) => Uri.EscapeDataString(Safe(caller.ToString(), MaxText));

    /// <summary>Empty where there is none.</summary>
    public static string Read(HttpRequest request) =>
        Safe(Uri.UnescapeDataString(request.Headers[Name].ToString()), MaxText);

    /// <summary>Cut, and without what could break a line of the log.</summary>
    public static string Safe(string text, int max)
    {
        var safe = new StringBuilder(Math.Min(text.Length, max) + 1);
        foreach (var rune in text.EnumerateRunes())
        {
            if (safe.Length >= max)
            {
                return safe.Append('…').ToString();
            }

            safe.Append(Rune.IsControl(rune) ? "?" : rune.ToString());
        }

        return safe.ToString();
    }
}
