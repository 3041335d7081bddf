using System.Text;

namespace ControlPlane.Contracts.Admin;

/// <summary>How large an admin message may be. Every face and the node itself judge by this.</summary>
public static class MessageLimits
{
    /// <summary>Characters of a name, at least one; also of a receiver pattern.</summary>
    public const int MaxName = 200;

    /// <summary>Number of arguments.</summary>
    public const int MaxArguments = 100;

    /// <summary>UTF-8 bytes of receiver, name and arguments together.</summary>
    public const int MaxBytes = 64 * 1024;

    /// <summary>What is wrong with a message, and what is allowed; null if nothing is.</summary>
    public static string? Violation(AdminProtocol.SendMessage message) => message switch
    {
        { Name.Length: 0 or > MaxName } =>
            $"the message's name has {message.Name.Length} characters; expected 1 to {MaxName}",
        { Receiver.Length: 0 or > MaxName } =>
            $"the message's receiver has {message.Receiver.Length} characters; expected 1 to {MaxName}",
        { Arguments.Count: > MaxArguments } =>
            $"the message has {message.Arguments.Count} arguments; expected at most {MaxArguments}",
        _ when Bytes(message) is > MaxBytes and var bytes =>
            $"the message has {bytes} bytes; expected at most {MaxBytes} in receiver, name and arguments together",
        _ => null,
    };

    private static long Bytes(AdminProtocol.SendMessage message) =>
        Encoding.UTF8.GetByteCount(message.Receiver) + Encoding.UTF8.GetByteCount(message.Name)
        + message.Arguments.Sum(argument => (long)Encoding.UTF8.GetByteCount(argument));
}
