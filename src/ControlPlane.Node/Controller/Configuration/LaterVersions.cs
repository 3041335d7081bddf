namespace ControlPlane.Node.Controller.Configuration;

/// <summary>
/// Keys and values that have a meaning, but not in this version. Each is an error that says so, never accepted in
/// silence.
/// </summary>
internal static class LaterVersions
{
    public static readonly string[] OfNode = ["front_door", "monitor", "discovery"];

    public static readonly string[] OfService =
        ["health", "warmup", "apis", "hosts"];

    public static readonly string[] Readinesses = ["probe", "fectl"];
}
