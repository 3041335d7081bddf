namespace ControlPlane.Hocon.Corpus;

/// <summary>One rule of the HOCON specification: a text, and what it means or why it is wrong.</summary>
/// <param name="Section">The name of the case file, after the section of the specification.</param>
/// <param name="Rule">What holds.</param>
/// <param name="Input">The text.</param>
/// <param name="Json">Compact JSON of the value; null if the text is wrong.</param>
/// <param name="Errors">Each error: where (<c>1:2</c> or <c>file:1:2</c>), and a part of its text.</param>
/// <param name="Files">Files that can be included, by absolute path.</param>
/// <param name="Environment">The environment.</param>
public sealed record Case(
    string Section,
    string Rule,
    string Input,
    string? Json,
    IReadOnlyList<(string At, string Text)> Errors,
    IReadOnlyDictionary<string, string> Files,
    IReadOnlyDictionary<string, string> Environment)
{
    public HoconOptions Options => new()
    {
        Origin = "in",
        Directory = "/etc",
        Files = new MemoryFiles(Files),
        Environment = name => Environment.GetValueOrDefault(name),
    };
}
