using ControlPlane.Import.Syntax;

namespace ControlPlane.Import.Translation;

/// <summary>A section <c>address</c>.</summary>
/// <param name="Section">The section.</param>
/// <param name="Text">The element of the list; null: there is no counterpart.</param>
/// <param name="Why">If so, why.</param>
internal sealed record AddressTranslation(Section Section, string? Text, string Why = "")
{
    private const string NoPipes = "named pipes are there on Windows only; use type = \"unixdomain\"";

    public static List<AddressTranslation> Of(Section protocol, ContainerAddresses own) =>
        [.. protocol.Sections("address").Select(address => Of(address, protocol, own))];

    public void Write(string path, Translating to)
    {
        if (Text!.Contains("kind = port", StringComparison.Ordinal))
        {
            to.Warn(
                Section, path, "the container gets a port instead of a Unix socket, because its user cannot enter the "
                + "socket directory");
        }

        foreach (var parameter in Section.Items)
        {
            to.Lines.Comments([.. parameter.Before, .. parameter.Behind]);
        }

        to.Lines.Comments(Section.AtEnd);
        to.Lines.Setting(Text, Section);
    }

    private static AddressTranslation Of(Section address, Section protocol, ContainerAddresses own)
    {
        switch (address.Text("type"))
        {
            case "internet":
                return new(address, $"{{ type = internet, bind = {HoconText.Quoted(address.Text("bind")!)} }}");
            case "local":
            case "unixdomain":
                return new(address, $"{{ type = unixdomain, path = {HoconText.Quoted(address.Text("path")!)}"
                    + $"{Permissions(protocol)} }}");
            case "socket_file":
                return new(address, $"{{ type = socket_file, path = {HoconText.Quoted(address.Text("path")!)} }}");
            case "container":
                var (kind, why) = own.Next();
                return new(address, kind is null ? null : $"{{ type = container, kind = {kind} }}", why);
            case "internal":
                return new(
                    address, null, "sockets between threads of one program are not there; use type = \"unixdomain\"");
            default:
                return new(address, null, NoPipes);
        }
    }

    private static string Permissions(Section protocol)
    {
        var mode = protocol.Find("local_chmod")?.Value switch
        {
            long number => "0" + Convert.ToString(number, 8).PadLeft(3, '0'),
            string text => text,
            _ => null,
        };
        return (mode is null ? "" : $", mode = {HoconText.Quoted(mode)}")
            + (protocol.Text("local_chown") is { } owner ? $", owner = {HoconText.Quoted(owner)}" : "");
    }
}
