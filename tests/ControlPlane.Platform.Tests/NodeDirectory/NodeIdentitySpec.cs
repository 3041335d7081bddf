using ControlPlane.Platform.Machine;
using ControlPlane.Platform.NodeDirectory;
using ControlPlane.TestKit;

namespace ControlPlane.Platform.Tests.NodeDirectory;

public sealed class NodeIdentitySpec : IDisposable
{
    private const string Uuid = "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";

    private readonly TemporaryDirectory _place = new();

    private string Node => _place.File("node");

    private string IdFile => Path.Combine(Node, NodeIdentity.FileName);

    public void Dispose() => _place.Dispose();

    [Fact]
    public void A_node_is_the_same_one_at_each_start_and_one_incarnation_older()
    {
        var (first, second, third) = (Start(), Start(), Start());

        Assert.NotEqual(Guid.Empty, first.Uuid);
        Assert.Equal([first.Uuid, first.Uuid], [second.Uuid, third.Uuid]);
        Assert.Equal([1L, 2, 3], [first.Incarnation, second.Incarnation, third.Incarnation]);
    }

    [Fact]
    public void Nodes_of_two_directories_are_two()
    {
        using var other = SocketDirectory.Open(_place.File("other"));

        Assert.NotEqual(Start().Uuid, other.TakeIdentity().Uuid);
    }

    [Fact]
    public void Its_file_is_private_and_stays_when_the_node_is_shut_down()
    {
        Start();

        Assert.Equal(["lock", "node-id"], Directory.GetFileSystemEntries(Node).Select(Path.GetFileName).Order());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(IdFile));
    }

    [Fact]
    public void A_node_that_is_on_its_own_has_none()
    {
        SocketDirectory.Open(Node).Dispose();

        Assert.False(File.Exists(IdFile));
    }

    [Fact]
    public void It_is_read_as_it_was_written()
    {
        Write($"{Uuid}\n41\n");

        Assert.Equal(new NodeIdentity(Guid.Parse(Uuid), 42), Start());
        Assert.Equal($"{Uuid}\n42\n", File.ReadAllText(IdFile));
    }

    [Fact]
    public void What_a_node_left_that_was_killed_while_it_wrote_is_in_nobodys_way()
    {
        Write($"{Uuid}\n41\n");
        File.WriteAllText(IdFile + ".new", "half");

        Assert.Equal(42, Start().Incarnation);
        Assert.False(File.Exists(IdFile + ".new"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("half")]
    [InlineData(Uuid)]
    [InlineData(Uuid + "\n")]
    [InlineData(Uuid + "\n1")]
    [InlineData(Uuid + "\n0\n")]
    [InlineData(Uuid + "\n-1\n")]
    [InlineData(Uuid + "\n9223372036854775807\n")]
    [InlineData(Uuid + "\n1\nmore\n")]
    [InlineData("00000000-0000-0000-0000-000000000000\n1\n")]
    public void A_damaged_one_is_an_error_that_says_what_to_do_and_is_left_as_it_is(string text)
    {
        Write(text);

        var error = Assert.Throws<MachineException>(Start);

        Assert.StartsWith(
            $"{IdFile} is damaged; expected a uuid and a number, one a line; restore it, or remove it", error.Message);
        Assert.Equal(text, File.ReadAllText(IdFile));
    }

    [Fact]
    public void A_link_is_not_followed()
    {
        Directory.CreateDirectory(Node);
        File.CreateSymbolicLink(IdFile, _place.Write("elsewhere", $"{Uuid}\n41\n"));

        Assert.Contains("is not a regular file", Assert.Throws<MachineException>(Start).Message);
    }

    private NodeIdentity Start()
    {
        using var directory = SocketDirectory.Open(Node);
        return directory.TakeIdentity();
    }

    private void Write(string text)
    {
        Directory.CreateDirectory(Node);
        File.WriteAllText(IdFile, text);
    }
}
