namespace ControlPlane.Node.Controller.Configuration;

/// <summary>Which keys differ between two <c>controller.control</c> sections.</summary>
internal static class ControlDifference
{
    public static IEnumerable<KeyChange> Between(ControlPlan old, ControlPlan next)
    {
        KeyChange?[] keys =
        [
            KeyChange.Of("listen", $"{old.Listen}", $"{next.Listen}"),
            KeyChange.Of("token_file", old.TokenFile, next.TokenFile),
            KeyChange.Of("tls.cert", PlanText.OrNone(old.Tls?.Certificate), PlanText.OrNone(next.Tls?.Certificate)),
            KeyChange.Of("tls.key", PlanText.OrNone(old.Tls?.Key), PlanText.OrNone(next.Tls?.Key)),
        ];
        return keys.OfType<KeyChange>();
    }
}
