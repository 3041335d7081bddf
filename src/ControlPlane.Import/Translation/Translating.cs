using System.Globalization;
using ControlPlane.Import.Syntax;

namespace ControlPlane.Import.Translation;

/// <summary>One translation: the text so far, and what was said about it.</summary>
internal sealed class Translating
{
    private readonly List<NetplexError> _warnings = [];

    public HoconLines Lines { get; } = new();

    public IReadOnlyList<NetplexError> Warnings => _warnings;

    /// <summary>Something stands in the result that is not what the file said.</summary>
    public void Warn(Item item, string path, string what)
    {
        Lines.Note($"{what} ({Line(item)})", item.At);
        _warnings.Add(new NetplexError(item.At, path, what));
    }

    /// <summary>An item without a counterpart: nothing of it is lost, it stands as a comment.</summary>
    public void Drop(Item item, string path, string why)
    {
        Lines.Comments(item.Before);
        Lines.Note($"NOT IMPORTED ({Line(item)}): {why}", item.At);
        foreach (var line in item.Source.Split('\n'))
        {
            Lines.Note("    " + line, item.At);
        }

        Lines.Comments(item.Behind);
        _warnings.Add(new NetplexError(item.At, path, $"not imported: {why}"));
    }

    /// <summary>Where an item stands, for comments: the file is named at the top.</summary>
    public static string Line(Item item) => string.Create(CultureInfo.InvariantCulture, $"line {item.At.Line}");
}
