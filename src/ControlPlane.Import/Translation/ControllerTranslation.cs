using ControlPlane.Import.Syntax;

namespace ControlPlane.Import.Translation;

/// <summary>The section <c>controller</c> with its <c>logging</c> sections, which get names.</summary>
internal static class ControllerTranslation
{
    /// <summary>The manual says debug; the program does info, and that is what its logs have been.</summary>
    public static string DefaultLevel(string key) => $"{key} = info  # Netplex's default; here it is debug";

    public static void Write(Section controller, Translating to) => to.Lines.Block("controller {", controller, () =>
    {
        if (controller.Find("max_level") is null)
        {
            to.Lines.Line(DefaultLevel("max_level"), controller.At);
        }

        var names = new Names();
        foreach (var item in controller.Items)
        {
            if (item is Section logging)
            {
                Logging(logging, names.Take(logging.Text("type")!), to);
            }
            else
            {
                Setting((Parameter)item, to);
            }
        }
    });

    private static void Logging(Section logging, string name, Translating to) =>
        to.Lines.Block($"logging.{HoconText.Key(name)} {{", logging, () =>
        {
            var files = new Names();
            foreach (var item in logging.Items)
            {
                if (item is Section file)
                {
                    var key = files.Take(Path.GetFileNameWithoutExtension(file.Text("file")!));
                    to.Lines.Block($"file.{HoconText.Key(key)} {{", file, () =>
                    {
                        foreach (var inner in file.Items.OfType<Parameter>())
                        {
                            Setting(inner, to);
                        }
                    });
                }
                else
                {
                    Setting((Parameter)item, to);
                }
            }
        });

    private static void Setting(Parameter parameter, Translating to)
    {
        var value = parameter.Name is "max_level" or "type"
            ? ((string)parameter.Value).ToLowerInvariant()
            : HoconText.Of(parameter.Value);
        to.Lines.Setting($"{parameter.Name} = {value}", parameter);
    }
}
