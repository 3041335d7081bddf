using System.Diagnostics.CodeAnalysis;
using ControlPlane.Hocon;

namespace ControlPlane.Node.Controller.Configuration;

/// <summary>A plan, or every error of the file.</summary>
/// <param name="Plan">Null exactly if there are errors.</param>
/// <param name="Errors">In file order, each with its position where it has one.</param>
internal sealed record NodePlanResult(NodePlan? Plan, IReadOnlyList<HoconError> Errors)
{
    [MemberNotNullWhen(true, nameof(Plan))]
    public bool Ok => Plan is not null;

    /// <summary>One line an error.</summary>
    public string ErrorText => string.Join('\n', Errors);
}
