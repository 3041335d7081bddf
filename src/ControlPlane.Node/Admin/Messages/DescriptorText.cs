using System.Globalization;
using ControlPlane.Platform.Processes;

namespace ControlPlane.Node.Admin.Messages;

/// <summary>Descriptors as <c>netplex.fd_table</c> writes them.</summary>
internal static class DescriptorText
{
    public static IReadOnlyList<string> Lines(IReadOnlyList<OpenDescriptor> open) =>
    [
        .. open.Select(one => string.Create(CultureInfo.InvariantCulture, $"fd {one.Number}: {one.Target}")),
        string.Create(CultureInfo.InvariantCulture, $"{open.Count} descriptors are open"),
    ];
}
