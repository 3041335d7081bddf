using System.CommandLine;

namespace ControlPlane.Cli.Arguments;

/// <summary>The argument that names a node of the cluster; completion asks for the names.</summary>
internal sealed class NodeArgument : Argument<string>
{
    public NodeArgument() : base("NODE")
    {
        Description = "The node, as nodes shows it.";
        Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: "" }])
            {
                result.AddError("NODE is empty; expected the name of a node, as nodes shows it");
            }
        });
    }
}
