using System.Text;

namespace ControlPlane.Import.Translation;

/// <summary>
/// The words of a command line, because Netplex's syntax has no lists: separated by white space; a part in '…' or "…"
/// keeps its white space. Nothing else means anything: no variables, no wildcards.
/// </summary>
internal static class CommandWords
{
    public static IReadOnlyList<string> Of(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var (begun, quote) = (false, '\0');
        foreach (var c in line)
        {
            if (quote != '\0')
            {
                if (c == quote)
                {
                    quote = '\0';
                }
                else
                {
                    word.Append(c);
                }
            }
            else if (c is '\'' or '"')
            {
                (begun, quote) = (true, c);
            }
            else if (!char.IsWhiteSpace(c))
            {
                begun = true;
                word.Append(c);
            }
            else if (begun)
            {
                words.Add(word.ToString());
                word.Clear();
                begun = false;
            }
        }

        if (begun)
        {
            words.Add(word.ToString());
        }

        return words;
    }
}
