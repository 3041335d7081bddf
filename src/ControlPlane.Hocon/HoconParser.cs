using ControlPlane.Hocon.Includes;
using ControlPlane.Hocon.Resolution;
using ControlPlane.Hocon.Syntax;
using ControlPlane.Hocon.Tree;

namespace ControlPlane.Hocon;

/// <summary>Reads HOCON (the specification in HOCON.md of lightbend/config): parsed, merged and resolved.</summary>
/// <remarks>
/// Where the specification leaves a choice, or where we differ: only files can be included, and <c>file(…)</c> is
/// relative to the including file like a bare name; an include inside an array, and what <c>+=</c> appends, resolve
/// their substitutions in their own place; <c>+=</c> adds to its own field only, never to one of the including file or
/// to the environment; optional substitutions without a value leave no field, also with white space between them; what
/// starts like a number but is none in JSON (<c>0660</c>, <c>10.0.0.1</c>) is a string; of two fields that refer to
/// each other and have earlier values, the first in the file looks ahead; a cycle is always an error, unless an
/// optional substitution closes it; a bare number where <see cref="Config"/> reads a duration means seconds.
/// </remarks>
public static class HoconParser
{
    /// <summary>Parses a text whose root is an object.</summary>
    /// <exception cref="HoconException">With every error that could be found in one go.</exception>
    public static HoconObject Parse(string text, HoconOptions? options = null) =>
        RequireObject(ParseValue(text, options));

    /// <summary>Parses a text whose root is an object or an array.</summary>
    /// <exception cref="HoconException">As <see cref="Parse"/>.</exception>
    public static HoconValue ParseValue(string text, HoconOptions? options = null)
    {
        options ??= new HoconOptions();
        var loading = new Loading(options);
        if (text.Length > options.MaxBytes)
        {
            throw HoconException.At(null, $"the text [{options.Origin}] is longer than {options.MaxBytes} characters");
        }

        loading.CountBytes(text.Length);
        var document = new Document(text, options.Origin, options.Directory, Scope.Root, 0);
        return Run(loading, () => DocumentParser.Parse(document, loading));
    }

    /// <summary>
    /// Parses a file with all that it includes; <c>.json</c> and <c>.properties</c> files are read as such. The root
    /// must be an object.
    /// </summary>
    /// <exception cref="HoconException">Also when the file is missing, unreadable, too large or not UTF-8.</exception>
    public static HoconObject Load(string file, HoconOptions? options = null)
    {
        var loading = new Loading(options ?? new HoconOptions());
        var text = SourceReader.Read(file, null, loading)
            ?? throw HoconException.At(null, $"the file [{file}] is not there");
        loading.Open.Add(file);
        var document = new Document(text, file, Path.GetDirectoryName(file), Scope.Root, 0);
        return RequireObject(Run(loading, () => FileFormat.Parse(document, loading)));
    }

    private static HoconObject RequireObject(HoconValue root) => root as HoconObject
        ?? throw HoconException.At(root.At, $"the root is an {root.TypeName}; expected an object");

    private static HoconValue Run(Loading loading, Func<Node> parse)
    {
        try
        {
            var root = parse();
            if (loading.Errors.Count == 0 && new Resolver(loading).Resolve(root) is { } value)
            {
                return value;
            }
        }
        catch (HoconException broken) when (!loading.IsFull)
        {
            loading.Report(broken.Errors);
        }

        throw new HoconException(loading.Errors);
    }
}
