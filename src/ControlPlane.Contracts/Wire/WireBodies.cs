using ControlPlane.Contracts.Admin;

namespace ControlPlane.Contracts.Wire;

/// <summary>Body of an error reply: <c>{ "error": …, "hint": …, "why": … }</c>.</summary>
public sealed record ErrorBody(string Error, string Hint, Refusal Why);

/// <summary>Body of a successful change: what was done, and for a reload the list of changes.</summary>
public sealed record DoneBody(string Done, IReadOnlyList<string> Changes);

/// <summary>Optional body of every POST; absent members mean their defaults.</summary>
/// <param name="Wait">False: answer when accepted. Default true.</param>
/// <param name="Timeout">Seconds to wait for the target, 0 to 86,400. Default: startup plus shutdown timeout.</param>
/// <param name="Rolling">restart and restart-all: one container after the other. Default false.</param>
/// <param name="Count">scale: how many containers.</param>
/// <param name="File">reload: absolute path. Default: the file in use.</param>
/// <param name="Name">messages: the message's name.</param>
/// <param name="Arguments">messages: any texts. Default: none.</param>
/// <param name="Receiver">messages: a pattern for names of services. Default: <c>*</c>, all.</param>
public sealed record CommandBody(
    bool? Wait = null,
    double? Timeout = null,
    bool? Rolling = null,
    int? Count = null,
    string? File = null,
    string? Name = null,
    IReadOnlyList<string>? Arguments = null,
    string? Receiver = null);
