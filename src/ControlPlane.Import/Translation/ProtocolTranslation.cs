using System.Globalization;
using ControlPlane.Import.Syntax;

namespace ControlPlane.Import.Translation;

/// <summary>A section <c>protocol</c>, which becomes <c>protocol.NAME</c> with a list of its addresses.</summary>
internal static class ProtocolTranslation
{
    private static readonly string[] OfAddresses = ["local_chmod", "local_chown"];

    public static void Write(Section protocol, string path, Names names, ContainerAddresses own, Translating to)
    {
        var written = protocol.Text("name")!;
        var addresses = AddressTranslation.Of(protocol, own);
        if (addresses.TrueForAll(address => address.Text is null))
        {
            to.Drop(protocol, path, "none of its addresses can be had here: "
                + string.Join("; ", addresses.Select(address => address.Why).Distinct()));
            return;
        }

        var name = names.Take(written);
        if (name != written)
        {
            to.Warn(
                protocol, path, $"the protocol is called {HoconText.Quoted(name)} here, because [{written}] is taken "
                + "or no name that can be used");
        }

        to.Lines.Block($"protocol.{HoconText.Key(name)} {{", protocol, () => Inner(protocol, path, addresses, to));
    }

    private static void Inner(
        Section protocol, string path, List<AddressTranslation> addresses, Translating to)
    {
        if (protocol.Find("so_keepalive") is null
            && addresses.Exists(address => address.Section.Text("type") == "internet"))
        {
            to.Lines.Line("so_keepalive = true  # Netplex's default; here it is false", protocol.At);
        }

        foreach (var parameter in protocol.Items.OfType<Parameter>())
        {
            if (parameter.Name == "name")
            {
                to.Lines.Comments([.. parameter.Before, .. parameter.Behind]);
            }
            else if (OfAddresses.Contains(parameter.Name))
            {
                to.Lines.Comments([.. parameter.Before, .. parameter.Behind]);
                to.Lines.Note($"{parameter.Source}: see its Unix sockets", parameter.At);
            }
            else
            {
                to.Lines.Setting($"{parameter.Name} = {HoconText.Of(parameter.Value)}", parameter);
            }
        }

        to.Lines.Block("address = [", null, () =>
        {
            var number = 0;
            foreach (var address in addresses)
            {
                var at = string.Create(CultureInfo.InvariantCulture, $"{path}.address[{number++}]");
                if (address.Text is null)
                {
                    to.Drop(address.Section, at, address.Why);
                }
                else
                {
                    address.Write(at, to);
                }
            }
        });
    }
}
