using ControlPlane.Contracts.Admin;
using ControlPlane.Node.Services;

namespace ControlPlane.Node.Admin;

/// <summary>One reply out of the answers of many services.</summary>
internal static class Replies
{
    public static AdminProtocol.Reply Services(IEnumerable<object> answers, IReadOnlyList<string> order) =>
        (AdminProtocol.Reply?)FirstRefusal(answers)
        ?? new AdminProtocol.Services([.. InOrder(answers, order).Select(d => d.Service)]);

    public static AdminProtocol.Reply Containers(IEnumerable<object> answers, IReadOnlyList<string> order) =>
        (AdminProtocol.Reply?)FirstRefusal(answers)
        ?? new AdminProtocol.Containers([.. InOrder(answers, order).SelectMany(d => d.Containers)]);

    /// <summary>Done when all are; else the refusals together, as what the gravest of them is.</summary>
    public static AdminProtocol.Reply All(IReadOnlyList<object> answers, string done, IReadOnlyList<string> changes)
    {
        var refused = answers.OfType<AdminProtocol.Refused>().ToList();
        if (refused.Count == 0)
        {
            return new AdminProtocol.Done(done, changes);
        }

        var gravest = refused.Find(r => r.Why != Refusal.NotInTime) ?? refused[0];
        return gravest with { Error = string.Join('\n', refused.Select(r => r.Error)) };
    }

    private static AdminProtocol.Refused? FirstRefusal(IEnumerable<object> answers) =>
        answers.OfType<AdminProtocol.Refused>().FirstOrDefault(r => r.Why != Refusal.Unavailable);

    private static IEnumerable<ServiceProtocol.Description> InOrder(
        IEnumerable<object> answers, IReadOnlyList<string> order)
    {
        var places = order.Select((name, place) => (name, place)).ToDictionary(
            p => p.name, p => p.place, StringComparer.Ordinal);
        return answers.OfType<ServiceProtocol.Description>().OrderBy(d => places.GetValueOrDefault(d.Service.Service));
    }
}
