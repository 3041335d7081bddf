namespace ControlPlane.Node.Tests.Controller.Configuration;

public sealed class ControllerReaderSpec
{
    [Fact]
    public void A_file_without_a_controller_section_gets_the_defaults() =>
        Assert.Equal("/tmp/.controlplane", Reading.Plan("controlplane {}").SocketDirectory);

    [Fact]
    public void An_unknown_key_is_an_error_that_names_the_nearest_one()
    {
        var error = Reading.ErrorAt(2, Reading.Controller("socket_directry = x"));

        Assert.StartsWith("controlplane.controller.socket_directry: ", error, StringComparison.Ordinal);
        Assert.Contains("[socket_directory]", error, StringComparison.Ordinal);
    }
}
