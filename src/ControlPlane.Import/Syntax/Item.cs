namespace ControlPlane.Import.Syntax;

/// <summary>A parameter or a section.</summary>
/// <param name="Name">Its name.</param>
/// <param name="At">Where the name stands.</param>
/// <param name="Source">Its text, from the name to the value or the closing brace.</param>
/// <param name="Before">The comments that stand before it.</param>
internal abstract record Item(string Name, NetplexPosition At, string Source, IReadOnlyList<Comment> Before)
{
    /// <summary>The comments behind it on its last line.</summary>
    public IReadOnlyList<Comment> Behind { get; init; } = [];
}

/// <summary><c>name = value</c>.</summary>
/// <param name="Value">string, long, double or bool.</param>
internal sealed record Parameter(
    string Name, NetplexPosition At, string Source, IReadOnlyList<Comment> Before, object Value,
    NetplexPosition ValueAt)
    : Item(Name, At, Source, Before);

/// <summary><c>name { … }</c>.</summary>
/// <param name="Items">In file order.</param>
/// <param name="AtEnd">The comments before the closing brace.</param>
internal sealed record Section(
    string Name, NetplexPosition At, string Source, IReadOnlyList<Comment> Before, IReadOnlyList<Item> Items,
    IReadOnlyList<Comment> AtEnd)
    : Item(Name, At, Source, Before)
{
    public IEnumerable<Section> Sections(string name) => Items.OfType<Section>().Where(section => section.Name == name);

    public Parameter? Find(string name) =>
        Items.OfType<Parameter>().FirstOrDefault(parameter => parameter.Name == name);

    /// <summary>The text of a parameter; null if it is not there or no text.</summary>
    public string? Text(string name) => Find(name)?.Value as string;
}
