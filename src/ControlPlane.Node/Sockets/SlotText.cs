namespace ControlPlane.Node.Sockets;

/// <summary>What stands in command and environment for the sockets of a slot.</summary>
internal static class SlotText
{
    public const string Port = "{port}";
    public const string Socket = "{socket}";

    public static string Of(SlotAddressKind kind) => kind == SlotAddressKind.Port ? Port : Socket;
}
