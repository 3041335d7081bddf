using System.CommandLine;
using System.Runtime.CompilerServices;
using System.Text.Json;
using ControlPlane.Cli.Arguments;
using ControlPlane.Cli.Client;
using ControlPlane.Cli.Configuration;
using ControlPlane.Cli.Rendering;
using ControlPlane.Contracts.Admin;
using ControlPlane.Contracts.Wire;

namespace ControlPlane.Cli.Commands;

/// <summary><c>plan</c>: what <c>apply</c> would change.</summary>
internal sealed class PlanCommand : CliCommand
{
    private static readonly AdminProtocol.Patience AtOnce = new(Wait: false);

    private readonly SharedOptions _shared;
    private readonly FileArgument _file = new("The configuration.");

    public PlanCommand(SharedOptions shared) : base("plan", "Show what apply would change; nothing is done.")
    {
        _shared = shared;
        Add(_file);
        Add(shared.Output);
    }

    public override string Usage => "plan FILE";

    public override string Details => """
        Reads the file as apply does, and prints a line for each change. Exit code 0:
        nothing would change; 10: there are changes.
        """;

    public override IReadOnlyList<string> Examples =>
        ["cplane plan shop.conf; [ $? -eq 10 ] && cplane apply shop.conf"];

    public override IReadOnlyList<int> Exits { get; } =
    [
        ExitCodes.Done, ExitCodes.Refused, ExitCodes.Usage, ExitCodes.PlanHasChanges, ExitCodes.Unavailable,
        ExitCodes.NotInTime, ExitCodes.BadConfiguration,
    ];

    public override int Run(ParseResult parsed, Surroundings around)
    {
        var json = _shared.WantsJson(parsed);
        var client = _shared.NodeOf(parsed, around);
        if (Read(parsed.GetValue(_file)!, around) is not { } file)
        {
            return ExitCodes.BadConfiguration;
        }

        var body = client.Post("/v1/configuration/plan", CommandJson.Of(file, AdminProtocol.Patience.Default), AtOnce);
        var changes = Answers.Item(body, Changes);
        if (json)
        {
            JsonOutput.Write(body, around);
        }
        else
        {
            foreach (var line in changes.DefaultIfEmpty("no changes"))
            {
                around.Out.WriteLine(PlainText.Of(line));
            }
        }

        return changes.Count == 0 ? ExitCodes.Done : ExitCodes.PlanHasChanges;
    }

    private static List<string> Changes(JsonElement body)
    {
        var changes = new List<string>();
        foreach (var change in body.GetProperty("changes").EnumerateArray())
        {
            changes.Add(change.GetString()!);
        }

        return changes;
    }

    // Apart, so that no other command loads the parser.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static CommandBody? Read(string file, Surroundings around) => ClusterFile.Read(file, around);
}
