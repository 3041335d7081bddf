namespace ControlPlane.Cli.Rendering;

/// <summary>Which states are well, which want a look, which are wrong.</summary>
internal static class StateTone
{
    public static Tone Of(string state) => state switch
    {
        "ready" or "enabled" or "up" => Tone.Good,
        "starting" or "stopping" or "restarting" or "waiting" or "joining" or "draining" => Tone.Attention,
        "failed" or "unreachable" or "gone" => Tone.Bad,
        "disabled" or "down" => Tone.Faint,
        _ => Tone.Plain,
    };
}
