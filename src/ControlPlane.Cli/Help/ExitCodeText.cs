using ControlPlane.Contracts.Admin;

namespace ControlPlane.Cli.Help;

/// <summary>What each exit code means, for help texts.</summary>
internal static class ExitCodeText
{
    public static string Of(int code) => code switch
    {
        ExitCodes.Done => "done",
        ExitCodes.Refused => "refused or failed; the text says why",
        ExitCodes.Usage => "the command line is wrong",
        ExitCodes.Unknown => "no service or node of that name",
        ExitCodes.PlanHasChanges => "there are changes",
        ExitCodes.Unavailable => "no node answers there",
        ExitCodes.NotInTime => "not in time; the text says what is missing, try again",
        ExitCodes.BadConfiguration => "the configuration cannot be used; nothing was changed",
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "has no text"),
    };
}
