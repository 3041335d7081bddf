using ControlPlane.Import.Syntax;

namespace ControlPlane.Import;

/// <summary>Short ways to read a piece of a file.</summary>
internal static class Reading
{
    public const string Manager = "workload_manager { type = \"constant\"; threads = 1 }";
    public const string Hello = "processor { type = \"hello\" }";
    public const string Http = "protocol { name = \"http\"; address { type = \"internet\"; bind = \"127.0.0.1:80\" } }";

    /// <summary>The value of one parameter.</summary>
    public static object Value(string text) =>
        Assert.IsType<Parameter>(Assert.Single(Parser.Parse($"netplex {{ x = {text} }}", "f").Root.Items)).Value;

    public static NetplexTranslation Translated(string inNetplex) =>
        NetplexFile.Translate($"netplex {{\n{inNetplex}\n}}", "f");

    /// <summary>The errors of a file, one a line.</summary>
    public static string Refused(string inNetplex) =>
        Assert.Throws<NetplexException>(() => Translated(inNetplex)).Message;

    public static string Service(
        string more = "", string? http = null, string? processor = null, string? manager = null) =>
        $"service {{ name = \"web\"; {more} {http ?? Http}; {processor ?? Hello}; {manager ?? Manager} }}";
}
