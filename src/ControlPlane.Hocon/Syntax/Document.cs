using ControlPlane.Hocon.Tree;

namespace ControlPlane.Hocon.Syntax;

/// <summary>A text to parse.</summary>
/// <param name="Text">All of it.</param>
/// <param name="Origin">Its name in positions.</param>
/// <param name="Directory">Where its relative includes are; null: nowhere.</param>
/// <param name="Scope">Where its root hangs.</param>
/// <param name="Depth">Levels of nesting around its root.</param>
internal sealed record Document(string Text, string Origin, string? Directory, Scope Scope, int Depth);
