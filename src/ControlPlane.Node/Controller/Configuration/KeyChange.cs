namespace ControlPlane.Node.Controller.Configuration;

/// <summary>A key whose value changed, as text.</summary>
internal sealed record KeyChange(string Key, string From, string To)
{
    /// <summary>Null if both are the same.</summary>
    public static KeyChange? Of(string key, string from, string to) => from == to ? null : new KeyChange(key, from, to);

    public override string ToString() => $"{Key} from {From} to {To}";
}
