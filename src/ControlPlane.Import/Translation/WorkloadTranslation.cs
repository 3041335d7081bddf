using ControlPlane.Import.Syntax;

namespace ControlPlane.Import.Translation;

/// <summary>A section <c>workload_manager</c>; the words are the same here, but for <c>jobs</c>.</summary>
internal static class WorkloadTranslation
{
    public static void Write(Section manager, Translating to) => to.Lines.Block("workload_manager {", manager, () =>
    {
        foreach (var parameter in manager.Items.OfType<Parameter>())
        {
            var text = parameter.Name switch
            {
                "type" => $"type = {parameter.Value}",
                "jobs" => $"threads = {HoconText.Of(parameter.Value)}",
                "inactivity_timeout" => $"inactivity_timeout = {HoconText.Of(parameter.Value)}s",
                var name => $"{name} = {HoconText.Of(parameter.Value)}",
            };
            to.Lines.Setting(text, parameter);
        }
    });
}
