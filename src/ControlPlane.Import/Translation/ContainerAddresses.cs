using ControlPlane.Import.Syntax;

namespace ControlPlane.Import.Translation;

/// <summary>
/// The <c>container</c> addresses of one service. In Netplex a service may have any number of them, each a Unix socket;
/// here a process gets at most one Unix socket and one port of its own.
/// </summary>
internal sealed class ContainerAddresses(Section service)
{
    private bool _given;

    private bool IsProcess => ProcessorTranslation.IsProcess(service.Sections("processor").First());

    /// <summary>The kind of the next one, or why there is none.</summary>
    public (string? Kind, string Why) Next()
    {
        if (!IsProcess)
        {
            return (null, "a container inside the node has no socket of its own in this version");
        }

        if (_given)
        {
            return (null, "a container has one socket of its own here");
        }

        _given = true;
        // The socket directory is closed to other users.
        return (service.Find("user") is null ? "path" : "port", "");
    }
}
