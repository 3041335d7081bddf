using ControlPlane.Import.Syntax;

namespace ControlPlane.Import.Translation;

/// <summary>The section <c>netplex</c>, which becomes <c>controlplane</c>.</summary>
internal static class RootTranslation
{
    // What the node calls itself.
    private static readonly string[] OfTheNode = ["controller", "netplex.controller"];

    public static Translating Write(Document document, string file)
    {
        var to = new Translating();
        to.Lines.Note($"From the Netplex configuration {Path.GetFileName(file)}. What it could not be given stands "
            + "here as a comment that\n"
            + "begins with NOT IMPORTED; what needs a hand begins with TODO. Where the file is silent and Netplex's "
            + "default\ndiffers from ours in what one sees, Netplex's is written out.", null);
        to.Lines.Block("controlplane {", document.Root, () => Sections(document.Root, to));
        to.Lines.Comments(document.AtEnd);
        return to;
    }

    private static void Sections(Section root, Translating to)
    {
        if (!root.Sections("controller").Any())
        {
            to.Lines.Line(ControllerTranslation.DefaultLevel("controller.max_level"), root.At);
        }

        var names = new Names(OfTheNode);
        var services = 0;
        foreach (var section in root.Items.OfType<Section>())
        {
            switch (section.Name)
            {
                case "controller":
                    ControllerTranslation.Write(section, to);
                    break;
                case "service":
                    ServiceTranslation.Write(section, $"netplex.service[{services++}]", names, to);
                    break;
                default:
                    to.Drop(section, "netplex", $"the section {section.Name} belongs to the application, "
                        + "which reads it itself; a program that runs as a process has its own configuration");
                    break;
            }
        }
    }
}
