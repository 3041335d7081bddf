using System.Text;
using ControlPlane.Actors;
using ControlPlane.Contracts.Admin;
using ControlPlane.Contracts.Processors;
using ControlPlane.Node.Containers;
using ControlPlane.Node.Logging.Lines;
using ControlPlane.Node.Services;

namespace ControlPlane.Node.Plugins;

/// <summary>Sends messages to containers of services, in the name of one.</summary>
/// <param name="services">Who hands them on: one path for all, so that the order of sending stays.</param>
/// <param name="check">Throws when the container has ended.</param>
internal sealed class ContainerMessages(IActorRef services, Action check) : IMessages
{
    public void Send(string pattern, string name, params IReadOnlyList<string> arguments)
    {
        check();
        PluginLimits.CheckName(pattern, "service (as a pattern)");
        PluginLimits.CheckName(name, "message");
        ArgumentNullException.ThrowIfNull(arguments);
        string[] taken = [.. arguments];
        if (taken.Length > MessageLimits.MaxArguments)
        {
            throw new ArgumentException(
                $"The message [{name}] has {taken.Length} arguments; expected at most {MessageLimits.MaxArguments}. "
                + "Put several into one.",
                nameof(arguments));
        }

        var bytes = taken.Sum(a => (long)Encoding.UTF8.GetByteCount(a));
        if (bytes > MessageLimits.MaxBytes)
        {
            throw new ArgumentException(
                $"The arguments of the message [{name}] have {bytes} bytes; expected at most {MessageLimits.MaxBytes} "
                + "in all. Send it in parts, or through a mailbox.", nameof(arguments));
        }

        services.Tell(
            new ServicesProtocol.Broadcast(new LinePattern(pattern), new ContainerProtocol.Message(name, taken)),
            ActorRefs.NoSender);
    }
}
