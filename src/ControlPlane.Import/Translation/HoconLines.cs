using System.Text;
using ControlPlane.Import.Syntax;

namespace ControlPlane.Import.Translation;

/// <summary>The text that is being written, and for each of its lines where that came from.</summary>
internal sealed class HoconLines
{
    private const int Indent = 2;

    private readonly StringBuilder _text = new();
    private readonly List<NetplexPosition?> _origins = [];
    private int _depth;

    public string Text => _text.ToString();

    public IReadOnlyList<NetplexPosition?> Origins => _origins;

    public void Line(string text, NetplexPosition? from)
    {
        _text.Append(' ', text.Length == 0 ? 0 : _depth * Indent).Append(text).Append('\n');
        _origins.Add(from);
    }

    /// <summary>A section; its comments come with it.</summary>
    /// <param name="head">Such as <c>service.web {</c>, or <c>address = [</c>.</param>
    /// <param name="item">Where it comes from; null: from nowhere.</param>
    /// <param name="inner">Writes what stands in it.</param>
    public void Block(string head, Item? item, Action inner)
    {
        Comments(item?.Before ?? []);
        Line(head, item?.At);
        _depth++;
        inner();
        Comments((item as Section)?.AtEnd ?? []);
        _depth--;
        Line(head[^1] == '[' ? "]" : "}", item?.At);
        Comments(item?.Behind ?? []);
    }

    /// <summary>A line for one item, with its comments before and behind it.</summary>
    public void Setting(string text, Item item)
    {
        Comments(item.Before);
        var (brief, others) = (item.Behind.Where(IsShort).ToList(), item.Behind.Where(c => !IsShort(c)));
        Comments(others);
        var behind = string.Join("; ", brief.Select(comment => comment.Text.Trim()));
        Line(behind.Length == 0 ? text : $"{text}  # {behind}", (item as Parameter)?.ValueAt ?? item.At);
    }

    public void Comments(IEnumerable<Comment> comments)
    {
        foreach (var comment in comments)
        {
            Note(comment.Text, comment.At);
        }
    }

    /// <summary>Each line of a text as a comment.</summary>
    public void Note(string text, NetplexPosition? from)
    {
        var lines = text.Split('\n').Select(Printable).ToList();
        foreach (var line in lines.Where((l, i) => l.Length > 0 || (i > 0 && i < lines.Count - 1)))
        {
            Line(line.Length == 0 ? "#" : $"# {line}", from);
        }
    }

    private static bool IsShort(Comment comment) => !comment.Text.Trim().Contains('\n');

    private static string Printable(string line) =>
        new([.. line.Trim().Select(c => char.IsControl(c) && c != '\t' ? '?' : c)]);
}
