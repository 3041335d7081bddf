using ControlPlane.Hocon;

namespace ControlPlane.Node.Tests.Controller.Configuration;

public sealed class SocketDirectoryReaderSpec
{
    private const string Path = "controlplane.controller.socket_directory";

    [Theory]
    [InlineData("/run/x", "/run/x")]
    [InlineData("/run/x/", "/run/x")]
    [InlineData("x", "/work/x")]
    [InlineData("../x", "/x")]
    public void A_relative_path_is_taken_from_the_working_directory(string written, string full) =>
        Assert.Equal(full, Reading.Plan(Text(written)).SocketDirectory);

    [Theory]
    [InlineData("/run/y", "/run/y")]
    [InlineData("y", "/work/y")]
    public void The_command_line_wins_over_the_file(string said, string full) => Assert.Equal(
        full, Reading.Plan(Text("/run/x"), options: Reading.Options with { SocketDirectory = said }).SocketDirectory);

    [Theory]
    [InlineData("controlplane {}", "/var/cp", "/var/cp")]
    [InlineData("controlplane {}", "", "/tmp/.controlplane")]
    [InlineData("controlplane.controller.socket_directory = /run/x", "/var/cp", "/run/x")]
    public void The_environment_stands_in_only_where_the_file_says_nothing(string text, string variable, string full)
    {
        var hocon = new HoconOptions { Environment = name => name == "CPLANE_SOCKDIR" ? variable : null };

        Assert.Equal(full, Reading.Plan(text, options: Reading.Options with { Hocon = hocon }).SocketDirectory);
    }

    [Fact]
    public void Its_longest_own_socket_has_to_fit_in_107_bytes()
    {
        var longest = "/" + new string('d', 81);
        Assert.Equal(longest, Reading.Plan(Text(longest)).SocketDirectory);

        Assert.Equal(
            $"{Path}: is [{longest}d], which has 83 bytes; expected at most 82, because Unix sockets lie under it and "
            + "their paths end at 107. Choose a shorter one",
            Reading.ErrorAt(2, Text(longest + "d")));
    }

    [Fact]
    public void Bytes_are_counted_not_letters() => Assert.Contains(
        "which has 101 bytes", Reading.ErrorAt(2, Text("/" + new string('ü', 50))), StringComparison.Ordinal);

    [Fact]
    public void One_from_the_command_line_that_is_too_long_is_said_to_be_from_there()
    {
        var options = Reading.Options with { SocketDirectory = "/" + new string('d', 200) };
        var error = Assert.Single(Reading.Of(Text("/run/x"), options: options).Errors);

        Assert.Null(error.At);
        Assert.Equal("--sockdir", error.Path);
    }

    [Fact]
    public void An_empty_path_is_an_error() =>
        Assert.Equal($"{Path}: is []; expected the path of a directory", Reading.ErrorAt(2, Text("")));

    private static string Text(string directory) => Reading.Controller($"socket_directory = \"{directory}\"");
}
