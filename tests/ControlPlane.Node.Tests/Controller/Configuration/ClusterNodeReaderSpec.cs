using ControlPlane.Node.Cluster;
using ControlPlane.Node.Controller.Configuration;

namespace ControlPlane.Node.Tests.Controller.Configuration;

public sealed class ClusterNodeReaderSpec
{
    private const string Tls = "tls { cert = a, key = a, ca = a }";

    [Theory]
    [InlineData("node.name = \"-a\"", "controlplane.cluster.node.name: the name [-a] is not allowed")]
    [InlineData("node.name = []", "controlplane.cluster.node.name: is an array")]
    [InlineData("node.listen = \"127.0.0.1\"", "controlplane.cluster.node.listen: is [127.0.0.1]: there is no port")]
    [InlineData("node.listen = \"localhost:1\"", "a host name, which may stand for several addresses")]
    [InlineData("node.listen = \"10.0.0.1:1\"", "and there is no cluster.tls")]
    [InlineData("node.listen = \"[fd00::1]:1\"", "and there is no cluster.tls")]
    [InlineData("node.listen = \"0.0.0.0:1\", " + Tls, "every address of this machine")]
    [InlineData("node.listen = \"[:0]:1\", " + Tls, "every address of this machine")]
    [InlineData("node.advertise = \"10.0.0.1:1\"", "controlplane.cluster.node.advertise: is [10.0.0.1:1], which is not "
        + "on loopback")]
    [InlineData("node.advertise = \"n1:1\"", "which is not on loopback")]
    [InlineData("node.advertise = \"n1:0\", " + Tls, "the port is 0")]
    [InlineData("node.advertise = \"[::]:1\", " + Tls, "no address that anybody could reach")]
    [InlineData("node.advertise = \"n1\", " + Tls, "there is no port")]
    [InlineData("node.capacity.containers = 0", "expected an integer from 1 to 1000000")]
    [InlineData("node.capacity.memory = lots", "is [lots]; expected auto (that of the machine), or a size")]
    [InlineData("node.capacity.memory = 0", "is [0] (number); expected a size")]
    [InlineData("node.capacity.memory = []", "controlplane.cluster.node.capacity.memory: is an array")]
    [InlineData("node.capacity.cpu = 1", "unknown key [cpu]")]
    [InlineData("node.labels.node = a", "no label has the name [node]")]
    [InlineData("node.labels.\"a b\" = a", "the name [a b] is not allowed")]
    [InlineData("node.labels.a = \"x\\ny\"", "control character")]
    [InlineData("node.labels.a = [1]", "controlplane.cluster.node.labels.a: is an array")]
    [InlineData("node.labels = a", "controlplane.cluster.node.labels: is [a]")]
    public void A_bad_value_is_one_error_with_its_place(string lines, string expected) =>
        Assert.Contains(expected, Reading.ErrorAt(2, Text(lines)));

    [Theory]
    [InlineData("node.listen = \"127.0.0.5:8443\"", "127.0.0.5", 8443, true)]
    [InlineData("node.listen = \"[::1]:0\"", "::1", 0, true)]
    [InlineData("node.listen = \"[::1]:0\", node.advertise = \"localhost:99\"", "::1", 0, true)]
    [InlineData("node.listen = \"10.0.0.1:1\", " + Tls, "10.0.0.1", 1, false)]
    [InlineData("node.listen = \"[:0]:1\", node.advertise = \"n1:1\", " + Tls, "::", 1, false)]
    public void It_listens_where_it_may(string lines, string host, int port, bool loopback) =>
        Assert.Equal(new PeerListen(host, port, loopback), Reading.Plan(Text(lines)).Cluster!.Node.Listen);

    [Theory]
    [InlineData("auto", null)]
    [InlineData("1", 1L)]
    [InlineData("2K", 2048L)]
    public void Memory_is_a_size_or_that_of_the_machine(string text, long? expected) =>
        Assert.Equal(expected, Reading.Plan(Text("node.capacity.memory = " + text)).Cluster!.Node.Memory);

    [Fact]
    public void A_host_whose_name_does_not_do_needs_one_in_the_file()
    {
        var options = Reading.Options with { HostName = "büro" };

        Assert.Contains(
            "node.name: is missing, and that of the host does not do: the name [büro]",
            Assert.Single(Reading.Of(Text(""), options: options).Errors).ToString());
        Assert.Equal("n1", Reading.Plan(Text("node.name = n1"), options: options).Cluster!.Node.Name);
    }

    [Fact]
    public void Labels_are_few_and_short()
    {
        static string Labels(int count) =>
            string.Concat(Enumerable.Range(1, count).Select(number => $"node.labels.l{number} = 1, "));

        Assert.Equal(LabelReader.MostLabels, Reading.Plan(Text(Labels(64))).Cluster!.Node.Labels.Count);
        Assert.Contains("has 65 labels; expected at most 64", Reading.ErrorAt(2, Text(Labels(65))));
        Assert.Contains(
            "the label a has 257 letters; expected at most 256",
            Reading.ErrorAt(2, Text($"node.labels.a = {new string('x', 257)}")));
    }

    private static string Text(string lines) =>
        "controlplane.cluster { name = c, etcd { endpoints = [\"http://h:2379\"] }\n" + lines + "\n}";
}
