using ControlPlane.Import.Syntax;

namespace ControlPlane.Import.Translation;

/// <summary>
/// A section <c>processor</c>. Netplex's processors are code of the program that reads the file, so only ours can be
/// taken over. A service with another one stays whole, but disabled, with a command that says what is missing.
/// </summary>
internal static class ProcessorTranslation
{
    private const string Process = "process";
    private static readonly string[] Inside = ["hello", "echo", "static"];

    /// <summary>Also one that has yet to be given its program.</summary>
    public static bool IsProcess(Section processor) => !Inside.Contains(processor.Text("type"));

    public static void Write(Section processor, string service, string path, Translating to)
    {
        var type = processor.Text("type")!;
        if (type == Process || Inside.Contains(type))
        {
            to.Lines.Block("processor {", processor, () => Items(processor, to));
            return;
        }

        to.Lines.Comments(processor.Before);
        to.Warn(
            processor, path, $"TODO: {HoconText.Quoted(type)} is code of the program that the file was written for. "
            + "Put a program into command and remove enabled = false");
        to.Lines.Line("enabled = false", processor.At);
        to.Lines.Block("processor {", processor with { Before = [] }, () =>
        {
            to.Lines.Line("type = process", processor.At);
            to.Lines.Line($"command = [\"/bin/sh\", \"-c\", {HoconText.Quoted(
                $"echo 'service {service}: no program yet; set its processor.command' >&2; exit 1")}]", processor.At);
            foreach (var item in processor.Items)
            {
                to.Lines.Comments(item.Before);
                to.Lines.Note($"NOT IMPORTED ({Translating.Line(item)}):", item.At);
                to.Lines.Note(item.Source, item.At);
                to.Lines.Comments(item.Behind);
            }
        });
    }

    private static void Items(Section section, Translating to)
    {
        foreach (var item in section.Items)
        {
            switch (item)
            {
                case Section inner:
                    to.Lines.Block($"{HoconText.Key(inner.Name)} {{", inner, () => Items(inner, to));
                    break;
                case Parameter { Name: "command", Value: string line }:
                    to.Lines.Setting(
                        $"command = [{string.Join(", ", CommandWords.Of(line).Select(HoconText.Quoted))}]", item);
                    break;
                case Parameter parameter:
                    to.Lines.Setting($"{HoconText.Key(parameter.Name)} = {HoconText.Of(parameter.Value)}", item);
                    break;
            }
        }
    }
}
