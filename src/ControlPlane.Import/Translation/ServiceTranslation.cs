using System.Globalization;
using ControlPlane.Import.Syntax;

namespace ControlPlane.Import.Translation;

/// <summary>A section <c>service</c>, which becomes <c>service.NAME</c>.</summary>
internal static class ServiceTranslation
{
    public static void Write(Section service, string path, Names names, Translating to)
    {
        var written = service.Text("name")!;
        var name = names.Take(written);
        if (name != written)
        {
            to.Warn(service, path, $"the service is called {HoconText.Quoted(name)} here, because [{written}] is taken "
                + "or no name that can be used");
        }

        var translated = new ServiceParts(service, name, path, to);
        to.Lines.Block($"service.{HoconText.Key(name)} {{", service, () =>
        {
            foreach (var item in service.Items)
            {
                translated.Write(item);
            }
        });
    }

    private sealed class ServiceParts(Section service, string name, string path, Translating to)
    {
        private readonly Names _protocols = new();
        private readonly ContainerAddresses _own = new(service);
        private int _protocol;

        private bool IsProcess => ProcessorTranslation.IsProcess(service.Sections("processor").First());

        public void Write(Item item)
        {
            switch (item)
            {
                case Parameter { Name: "name" }:
                    to.Lines.Comments([.. item.Before, .. item.Behind]);
                    break;
                case Parameter { Name: "startup_timeout", Value: double seconds }:
                    to.Lines.Setting($"startup_timeout = {HoconText.Seconds(seconds)}", item);
                    break;
                case Parameter { Name: "conn_limit" } when IsProcess:
                    to.Drop(
                        item,
                        path,
                        "only the program itself can count its connections; let it end by itself after so many");
                    break;
                case Parameter { Name: "gc_when_idle", Value: true } when IsProcess:
                    to.Drop(item, path, "the memory of another program is its own");
                    break;
                case Parameter parameter:
                    to.Lines.Setting($"{parameter.Name} = {HoconText.Of(parameter.Value)}", item);
                    break;
                case Section { Name: "protocol" } protocol:
                    var number = (_protocol++).ToString(CultureInfo.InvariantCulture);
                    ProtocolTranslation.Write(protocol, $"{path}.protocol[{number}]", _protocols, _own, to);
                    break;
                case Section { Name: "processor" } processor:
                    ProcessorTranslation.Write(processor, name, $"{path}.processor[0]", to);
                    break;
                case Section manager:
                    WorkloadTranslation.Write(manager, to);
                    break;
            }
        }
    }
}
