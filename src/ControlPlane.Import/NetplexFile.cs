using System.Text;
using System.Text.RegularExpressions;
using ControlPlane.Import.Rules;
using ControlPlane.Import.Syntax;
using ControlPlane.Import.Translation;

namespace ControlPlane.Import;

/// <summary>Reads configurations in the syntax of Netplex.</summary>
public static partial class NetplexFile
{
    /// <summary>The one section of such a file.</summary>
    public const string Root = "netplex";

    /// <summary>A longer file is not read.</summary>
    public const int MaxBytes = 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Whether a text is meant as a Netplex file, be it a good one or not. HOCON is never mistaken for
    /// one.</summary>
    /// <remarks>
    /// Both may begin with <c>netplex {</c>. A text that is one whole section of Netplex's syntax has no other root key
    /// in HOCON either (up to its end both cut it into the same words), so no configuration of ours. If it is not, it
    /// is HOCON if anything in it looks like the root key of our configurations, or like an include that could bring
    /// it.
    /// </remarks>
    public static bool Recognizes(string text)
    {
        if (text.Length > MaxBytes || !Parser.Begins(text))
        {
            return false;
        }

        try
        {
            Parser.Parse(text, "");
            return true;
        }
        catch (NetplexException)
        {
            return !SignsOfHocon().IsMatch(text);
        }
    }

    /// <summary>Translates a text.</summary>
    /// <param name="text">The whole file.</param>
    /// <param name="file">Its name, for positions.</param>
    /// <exception cref="NetplexException">With every error that could be found in one go; nothing is
    /// translated.</exception>
    public static NetplexTranslation Translate(string text, string file)
    {
        if (text.Length > MaxBytes)
        {
            throw NetplexException.At(null, $"the file [{file}] is longer than {MaxBytes} bytes");
        }

        var document = Parser.Parse(text, file);
        RuleCheck.Require(document.Root);
        var written = RootTranslation.Write(document, file);
        return new NetplexTranslation(written.Lines.Text, written.Warnings, written.Lines.Origins);
    }

    /// <summary>The text of a file's bytes.</summary>
    /// <exception cref="NetplexException">Too long, or not UTF-8.</exception>
    public static string Decode(ReadOnlySpan<byte> bytes, string file)
    {
        if (bytes.Length > MaxBytes)
        {
            throw NetplexException.At(null, $"the file [{file}] is longer than {MaxBytes} bytes");
        }

        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw NetplexException.At(
                null, $"the file [{file}] is not UTF-8; convert it, as with iconv -f latin1 -t utf-8");
        }
    }

    [GeneratedRegex(
        @"(?<![\w-])(controlplane[""']?\s*([{.=:]|\+=)|include\s+(""|file\s*\(|required\s*\(|url\s*\(|classpath\s*\())")]
    private static partial Regex SignsOfHocon();
}
