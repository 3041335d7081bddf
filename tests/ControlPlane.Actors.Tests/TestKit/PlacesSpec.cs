using System.Net;
using System.Net.Sockets;
using ControlPlane.TestKit;

namespace ControlPlane.Actors.Tests.TestKit;

public sealed class PlacesSpec
{
    [Fact]
    public void A_temporary_directory_is_deleted_with_everything_in_it()
    {
        string path;
        using (var directory = new TemporaryDirectory())
        {
            path = directory.Path;
            Assert.Equal("text", File.ReadAllText(directory.Write("below/file.txt", "text")));
        }

        Assert.False(Directory.Exists(path));
    }

    [Fact]
    public void Two_temporary_directories_are_not_the_same()
    {
        using var one = new TemporaryDirectory();
        using var other = new TemporaryDirectory();

        Assert.NotEqual(one.Path, other.Path);
    }

    [Fact]
    public void A_free_port_can_be_bound_and_is_given_once()
    {
        var ports = Enumerable.Range(0, 50).Select(_ => FreePort.Next()).ToArray();
        Assert.Equal(50, ports.Distinct().Count());
        using var listener = new TcpListener(IPAddress.Loopback, ports[0]);
        listener.Start();

        Assert.Equal(ports[0], ((IPEndPoint)listener.LocalEndpoint).Port);
    }

    [Fact]
    public void The_repository_root_holds_the_solution() =>
        Assert.True(File.Exists(RepositoryRoot.File("ControlPlane.sln")));
}
