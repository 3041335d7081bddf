using System.CommandLine;
using ControlPlane.Cli.Arguments;
using ControlPlane.Cli.Client;
using ControlPlane.Cli.Rendering;
using ControlPlane.Contracts.Admin;
using ControlPlane.Contracts.Wire;

namespace ControlPlane.Cli.Commands;

/// <summary><c>send</c>: an admin message.</summary>
internal sealed class SendCommand : CliCommand
{
    private readonly SharedOptions _shared;
    private readonly Argument<string> _name = new(NameArgument) { Description = "The name of the message." };

    private readonly Argument<string[]> _arguments = new("ARGS")
    {
        Description = "Its arguments: any texts. After -- they may begin with a dash.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string> _receiver = new("--receiver")
    {
        HelpName = "PAT",
        Description = "Which services: a name; * stands for any characters (default: *).",
    };

    public SendCommand(SharedOptions shared)
        : base("send", "Send a message to the containers of services, or one of the built-in messages to the node.")
    {
        _shared = shared;
        Add(_name);
        Add(_arguments);
        Add(_receiver);
        Add(shared.Node);
    }

    /// <summary>What the first argument is called; completion knows it by that.</summary>
    public const string NameArgument = "NAME";

    /// <summary>The messages that the node knows itself.</summary>
    public static IReadOnlyList<string> BuiltIn { get; } =
    [
        "netplex.connections", "netplex.debug.disable", "netplex.debug.enable", "netplex.fd_table",
        "netplex.logger.set_max_level", "netplex.mem.compact", "netplex.mem.major", "netplex.mem.pools",
        "netplex.mem.stats", "netplex.threadlist",
    ];

    public override string Usage => "send NAME ARGS… [--receiver PAT]";

    public override string Details => """
        Containers that are code in the node receive messages; processes do not. The
        node knows some itself, for services that match, or netplex.controller; what
        they say stands in its log:
          netplex.threadlist                      a line for each container
          netplex.connections                     the connections of containers
          netplex.logger.set_max_level LEVEL      until the next change of the file
          netplex.debug.enable|disable COMPONENT  let its debug lines pass
          netplex.fd_table                        the node's open descriptors
          netplex.mem.major|compact|pools|stats   collect, compact, figures
        """;

    public override IReadOnlyList<string> Examples =>
    [
        "cplane send netplex.threadlist",
        "cplane send netplex.logger.set_max_level info",
        "cplane send flush-cache products --receiver 'shop*'",
    ];

    public override IReadOnlyList<int> Exits => ExitsOfService;

    public override int Run(ParseResult parsed, Surroundings around)
    {
        var client = new NodeClient(_shared.SocketDirectoryOf(parsed, around), around.Time);
        var body = new CommandBody(
            Name: parsed.GetValue(_name),
            Arguments: parsed.GetValue(_arguments) ?? [],
            Receiver: parsed.GetValue(_receiver) ?? "*");
        var atOnce = new AdminProtocol.Patience(Wait: false);
        var reply = client.Post(
            _shared.OnNode(parsed, "/v1/messages"), CommandJson.Of(body, AdminProtocol.Patience.Default), atOnce);
        around.Out.WriteLine(PlainText.Of(Answers.Item(reply, DoneAnswer.Read).Done));
        return ExitCodes.Done;
    }
}
