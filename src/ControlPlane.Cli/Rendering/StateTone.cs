namespace ControlPlane.Cli.Rendering;

/// <summary>Which states are well, which want a look, which are wrong.</summary>
internal static class StateTone
{
    public static Tone Of(string state) => state switch
    {
        "ready" or "enabled" => Tone.Good,
        "starting" or "stopping" or "restarting" or "waiting" => Tone.Attention,
        "failed" => Tone.Bad,
        "disabled" or "down" => Tone.Faint,
        _ => Tone.Plain,
    };
}
