using ControlPlane.Node.Containers;
using ControlPlane.Node.Controller.Configuration;

namespace ControlPlane.Node.Tests.Controller.Configuration;

public sealed class CommandReaderSpec
{
    private const string Path = "controlplane.service.web.processor.command";

    [Fact]
    public void A_command_is_a_list_and_its_numbers_are_texts() => Assert.Equal<ValueList<string>>(
        ["sh", "-c", "exit 3", "", "80", "true"],
        Assert.IsType<ProcessPlan>(Reading.Service(Text("[sh, -c, \"exit 3\", \"\", 80, true]")).Worker).Command);

    [Fact]
    public void It_is_required() => Assert.StartsWith(
        $"{Path}: is missing", Reading.ErrorAt(1, "controlplane.service.web.processor.type = process"),
            StringComparison.Ordinal);

    [Fact]
    public void A_single_text_is_an_error_that_shows_the_list()
    {
        var error = Reading.ErrorAt(2, Text("\"python3 shop.py\""));

        Assert.Equal(
            $"{Path}: is [python3 shop.py] (string); expected a list with the program and each argument by itself, "
            + "because no shell takes it apart. Write [\"python3\", \"shop.py\"]",
            error);
    }

    [Theory]
    [InlineData("[]", "is empty; expected a list with the program and its arguments, such as [\"python3\", "
        + "\"shop.py\"]")]
    [InlineData("[\"\", a]", "has an empty first element; expected the program there")]
    [InlineData("[a, \"b\\u0000c\"]", "has an element with a zero byte, which no program can be given")]
    public void What_cannot_be_executed_is_an_error(string command, string expected) =>
        Assert.Equal($"{Path}: {expected}", Reading.ErrorAt(2, Text(command)));

    [Theory]
    [InlineData("{ a = b }")]
    [InlineData("[a, [b]]")]
    [InlineData("[a, null]")]
    public void Another_type_is_an_error(string command) =>
        Assert.StartsWith(Path, Reading.ErrorAt(2, Text(command)), StringComparison.Ordinal);

    [Fact]
    public void The_limits_of_Linux_are_known_before()
    {
        Assert.Equal(
            $"{Path}: has an element of more than 131071 bytes, which Linux refuses; put the text into a file",
            Reading.ErrorAt(2, Text($"[a, \"{new string('x', 131_072)}\"]")));
        Assert.Equal(
            $"{Path}: has 1001 elements; expected at most 1000",
            Reading.ErrorAt(2, Text($"[{string.Join(',', Enumerable.Repeat("a", 1001))}]")));
    }

    private static string Text(string command) => Reading.Processor($"type = process, command = {command}");
}
