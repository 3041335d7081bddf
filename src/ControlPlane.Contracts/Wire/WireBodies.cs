using ControlPlane.Contracts.Admin;

namespace ControlPlane.Contracts.Wire;

/// <summary>Body of an error reply: <c>{ "error": …, "hint": …, "why": … }</c>.</summary>
public sealed record ErrorBody(string Error, string Hint, Refusal Why);

/// <summary>Body of a successful change: what was done, and for a reload the list of changes.</summary>
public sealed record DoneBody(string Done, IReadOnlyList<string> Changes);

/// <summary>Body of what a plan would change, one line each; empty: nothing.</summary>
public sealed record PlannedBody(IReadOnlyList<string> Changes);

/// <summary>Optional body of every POST; absent members mean their defaults.</summary>
/// <param name="Wait">False: answer when accepted. Default true.</param>
/// <param name="Timeout">Seconds to wait for the target, 0 to 86,400. Default: startup plus shutdown timeout.</param>
/// <param name="Rolling">restart and restart-all: one container after the other. Default false.</param>
/// <param name="Count">scale: how many containers.</param>
/// <param name="File">reload: absolute path. Default: the file in use.</param>
/// <param name="Name">messages: the message's name.</param>
/// <param name="Arguments">messages: any texts. Default: none.</param>
/// <param name="Receiver">messages: a pattern for names of services. Default: <c>*</c>, all.</param>
/// <param name="Text">configuration: HOCON without includes.</param>
/// <param name="Origin">configuration: what people call it, the file's name.</param>
/// <param name="Version">
/// configuration/rollback: from 0 (the nodes' own files). Default: what was in force before.
/// </param>
/// <param name="Service">await: one service. Default: all.</param>
/// <param name="Revision">await: what the cluster wanted at this revision.</param>
/// <param name="Services">await: these services alone.</param>
public sealed record CommandBody(
    bool? Wait = null,
    double? Timeout = null,
    bool? Rolling = null,
    int? Count = null,
    string? File = null,
    string? Name = null,
    IReadOnlyList<string>? Arguments = null,
    string? Receiver = null,
    string? Text = null,
    string? Origin = null,
    int? Version = null,
    string? Service = null,
    long? Revision = null,
    IReadOnlyList<string>? Services = null);
