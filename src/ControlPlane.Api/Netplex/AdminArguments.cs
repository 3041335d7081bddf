using ControlPlane.Api.Netplex.Rpc;
using ControlPlane.Contracts.Admin;

namespace ControlPlane.Api.Netplex;

/// <summary>
/// Arguments of the admin procedures; <see cref="XdrException"/> if they are not what the procedure takes.
/// </summary>
internal static class AdminArguments
{
    // A name of the longest kind that a service may have takes far less; longer ones are unknown, not garbage.
    private const int MaxServiceName = 1024;

    public static void None(ReadOnlyMemory<byte> arguments) => new XdrReader(arguments.Span).End();

    public static string ServiceName(ReadOnlyMemory<byte> arguments)
    {
        var reader = new XdrReader(arguments.Span);
        var name = reader.Text(MaxServiceName);
        reader.End();
        return name;
    }

    public static AdminProtocol.SendMessage Message(ReadOnlyMemory<byte> arguments)
    {
        var reader = new XdrReader(arguments.Span);
        var receiver = reader.Text(MessageLimits.MaxBytes);
        var name = reader.Text(MessageLimits.MaxBytes);
        var message = new AdminProtocol.SendMessage(
            receiver, name, reader.Texts(MessageLimits.MaxArguments, MessageLimits.MaxBytes));
        reader.End();
        return MessageLimits.Violation(message) is { } violation ? throw new XdrException(violation) : message;
    }
}
