using System.Net.Sockets;

namespace ControlPlane.EndToEnd.Fixture;

/// <summary>Reads the facts straight from the control socket: for polling, where commands take too long.</summary>
internal sealed class NodeApi(string socketDirectory) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, cancellation) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await socket.ConnectAsync(
                    new UnixDomainSocketEndPoint(Path.Combine(socketDirectory, "control.sock")), cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    })
    {
        BaseAddress = new Uri("http://localhost"),
        Timeout = TimeSpan.FromSeconds(60),
    };

    public async Task<IReadOnlyList<ServiceFact>> Services() =>
        FactReader.Read<ServiceFact>(await _http.GetStringAsync("/v1/services"));

    public async Task<IReadOnlyList<ContainerFact>> Containers() =>
        FactReader.Read<ContainerFact>(await _http.GetStringAsync("/v1/containers"));

    public async Task<IReadOnlyList<NodeFact>> Nodes() =>
        FactReader.Read<NodeFact>(await _http.GetStringAsync("/v1/nodes"));

    public void Dispose() => _http.Dispose();
}
