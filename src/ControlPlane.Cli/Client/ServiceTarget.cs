namespace ControlPlane.Cli.Client;

/// <summary>Request targets of one service.</summary>
internal static class ServiceTarget
{
    /// <param name="service">The name as the operator wrote it.</param>
    /// <param name="verb"><c>enable</c>, <c>disable</c>, <c>restart</c> or <c>scale</c>.</param>
    public static string Of(string service, string verb) => $"/v1/services/{Uri.EscapeDataString(service)}/{verb}";
}
