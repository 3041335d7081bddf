using System.Net;
using System.Net.Sockets;

namespace ControlPlane.Hosting.Tests;

/// <summary>A client of line protocols.</summary>
internal static class Lines
{
    /// <summary>The first line that the server at <c>ADDRESS:PORT</c> says; empty if it says nothing.</summary>
    public static async Task<string> FirstFrom(string address)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPEndPoint.Parse(address));
        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadLineAsync() ?? "";
    }
}
