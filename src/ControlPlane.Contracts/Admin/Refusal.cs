using System.Text.Json.Serialization;
using ControlPlane.Contracts.Statuses;

namespace ControlPlane.Contracts.Admin;

/// <summary>Why a request was refused. HTTP status and exit code of each stand in <see cref="Refusals"/>.</summary>
[JsonConverter(typeof(LowerCaseEnumConverter<Refusal>))]
public enum Refusal
{
    /// <summary>The request itself is malformed.</summary>
    BadRequest,

    /// <summary>No service or container of that name.</summary>
    Unknown,

    /// <summary>The peer may not ask.</summary>
    Forbidden,

    /// <summary>Impossible in the present state.</summary>
    Conflict,

    /// <summary>A configuration file is not usable; nothing was changed.</summary>
    BadConfiguration,

    /// <summary>Accepted, but the target was not reached in time; the node keeps trying.</summary>
    NotInTime,

    /// <summary>The node is shutting down, or overloaded.</summary>
    Unavailable,

    /// <summary>The node failed; the log says more.</summary>
    Failed,
}

/// <summary>
/// The one table between refusals, HTTP statuses and exit codes (design: command line, machine contract).
/// </summary>
public static class Refusals
{
    public static int HttpStatus(this Refusal why) => why switch
    {
        Refusal.BadRequest => 400,
        Refusal.Forbidden => 403,
        Refusal.Unknown => 404,
        Refusal.Conflict => 409,
        Refusal.BadConfiguration => 422,
        Refusal.Unavailable => 503,
        Refusal.NotInTime => 504,
        _ => 500,
    };

    public static int ExitCode(this Refusal why) => why switch
    {
        Refusal.Unknown => ExitCodes.Unknown,
        Refusal.NotInTime => ExitCodes.NotInTime,
        Refusal.BadConfiguration => ExitCodes.BadConfiguration,
        Refusal.Unavailable => ExitCodes.Unavailable,
        _ => ExitCodes.Refused,
    };
}
