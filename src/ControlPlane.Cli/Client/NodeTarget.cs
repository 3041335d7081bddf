namespace ControlPlane.Cli.Client;

/// <summary>Request targets of one node of the cluster.</summary>
internal static class NodeTarget
{
    /// <param name="node">The name as the operator wrote it.</param>
    /// <param name="verb"><c>drain</c> or <c>undrain</c>.</param>
    public static string Of(string node, string verb) => $"/v1/nodes/{Uri.EscapeDataString(node)}/{verb}";
}
