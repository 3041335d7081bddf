using ControlPlane.Contracts.Admin;
using ControlPlane.Node.Logging.Lines;

namespace ControlPlane.Node.Admin.Messages;

/// <summary>
/// The admin messages that Netplex knows by itself, as far as they mean something here. What they are about is told
/// from their name and arguments alone.
/// </summary>
internal abstract record BuiltInMessage
{
    /// <summary>The service that the controller is to itself; a receiver pattern may name it.</summary>
    public const string Controller = "netplex.controller";

    /// <summary>A line for each container of the services that are meant.</summary>
    public sealed record ThreadList : BuiltInMessage;

    /// <summary>The connections of the services that are meant.</summary>
    public sealed record Connections : BuiltInMessage;

    /// <summary>Until the next reload that changes the logging.</summary>
    public sealed record SetMaxLevel(Severity Level) : BuiltInMessage;

    /// <summary>Debug lines of a component pattern, whatever the maximum level is.</summary>
    public sealed record Debug(LinePattern Module, bool On) : BuiltInMessage;

    /// <summary>The descriptors that the node has open.</summary>
    public sealed record DescriptorTable : BuiltInMessage;

    public sealed record Memory(MemoryDeed Deed) : BuiltInMessage;

    /// <summary>One of these that was written wrongly.</summary>
    /// <param name="Error">What is wrong, in Netplex's words.</param>
    public sealed record Wrong(string Error) : BuiltInMessage;

    /// <summary>True: what it does concerns the node as a whole, so it is meant when the controller is.</summary>
    public bool OfController => this is SetMaxLevel or Debug or DescriptorTable or Memory or ThreadList or Wrong;

    /// <summary>
    /// True: it also is meant when any service is, because containers in this process share its memory and descriptors.
    /// </summary>
    public bool OfContainers => this is ThreadList or Connections or Debug or DescriptorTable or Memory;

    /// <summary>Null: none of these.</summary>
    public static BuiltInMessage? Of(AdminProtocol.SendMessage message) => message.Name switch
    {
        "netplex.threadlist" => new ThreadList(),
        "netplex.connections" => new Connections(),
        "netplex.logger.set_max_level" => OneArgument(message, LevelNamed),
        "netplex.debug.enable" => OneArgument(message, module => new Debug(new LinePattern(module), On: true)),
        "netplex.debug.disable" => OneArgument(message, module => new Debug(new LinePattern(module), On: false)),
        "netplex.fd_table" => new DescriptorTable(),
        "netplex.mem.major" => new Memory(MemoryDeed.Major),
        "netplex.mem.compact" => new Memory(MemoryDeed.Compact),
        "netplex.mem.pools" => new Memory(MemoryDeed.Pools),
        "netplex.mem.stats" => new Memory(MemoryDeed.Stats),
        _ => null,
    };

    // Not [all]: Netplex takes it in files only.
    private static BuiltInMessage LevelNamed(string level) =>
        SeverityNames.TryParse(level, out var severity) && !level.Equals("all", StringComparison.OrdinalIgnoreCase)
            ? new SetMaxLevel(severity)
            : new Wrong($"netplex.logger.set_max_level: Unknown level: {level}");

    private static BuiltInMessage OneArgument(AdminProtocol.SendMessage message, Func<string, BuiltInMessage> of) =>
        message.Arguments switch
        {
            [] => new Wrong($"{message.Name}: Missing argument"),
            [{ Length: > LinePattern.MaxLength }] => new Wrong($"{message.Name}: Argument too long"),
            [var one] => of(one),
            _ => new Wrong($"{message.Name}: Too many arguments"),
        };
}
