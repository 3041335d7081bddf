using ControlPlane.Contracts.Processors;
using ControlPlane.Node.Plugins;
using ControlPlane.Node.Plugins.Variables;

namespace ControlPlane.Node.Tests.Plugins.Variables;

/// <summary>
/// Random calls to two shared variables while time passes, beside a model that looks at everything each time.
/// </summary>
internal class RandomVariableCalls : RandomCalls
{
    private static readonly string[] Names = ["x", "y"];

    private readonly Dictionary<string, Model?> _models = Names.ToDictionary(
        n => n, _ => (Model?)null, StringComparer.Ordinal);
    private readonly Dictionary<string, List<(long Ticket, Holder Holder)>> _waiting =
        Names.ToDictionary(n => n, _ => new List<(long, Holder)>(), StringComparer.Ordinal);
    private int _now;

    public RandomVariableCalls(int seed)
        : base(seed) => Variables = new VariableTable(Answers);

    protected VariableTable Variables { get; }

    private TimeSpan Now => TimeSpan.FromSeconds(_now);

    protected override void Act(Holder holder)
    {
        Pass(Random.Next(3));
        var name = Names[Random.Next(2)];
        var model = _models[name];
        var mine = model?.Service == holder.Container.Service;
        switch (Random.Next(5))
        {
            case 0:
                var options = new SharedVariableOptions(
                    Random.Next(2) == 0, Random.Next(2) == 0,
                    Random.Next(2) == 0 ? TimeSpan.FromSeconds(1 + Random.Next(4)) : null);
                Check(
                    Variables.Create(holder, name, options, Now) == model is null,
                    $"creating {name} gave another answer");
                _models[name] ??= new Model(holder.Container.Service, options) { Touched = _now };
                break;
            case 1: Set(holder, name, model, mine); break;
            case 2:
                Check(Equals(Variables.Get(name, Now)?.Version, Version(model)), $"{name} has another version");
                Touch(model);
                break;
            case 3:
                var may = model is not null && (mine || !model.Options.Own);
                if (may)
                {
                    Remove(name);
                }

                Check(Variables.Delete(holder, name, Now) == may, $"deleting {name} gave another answer");
                break;
            default: Wait(holder, name, model); break;
        }
    }

    protected override void GiveUp(long ticket)
    {
        _waiting.Values.ToList().ForEach(line => line.RemoveAll(w => w.Ticket == ticket));
        Variables.GiveUp(ticket);
    }

    protected override void End(Holder holder, bool last)
    {
        foreach (var line in _waiting.Values)
        {
            line.Where(w => w.Holder == holder).ToList().ForEach(
                w => Expect(w.Ticket, typeof(ObjectDisposedException)));
            line.RemoveAll(w => w.Holder == holder);
        }

        foreach (var name in Names.Where(
            n => last && _models[n] is { Options.Own: true } m && m.Service == holder.Container.Service))
        {
            Remove(name);
        }

        Variables.End(holder, last);
    }

    protected override void CheckState()
    {
        Check(Variables.Count == _models.Values.Count(m => m is not null), $"there are {Variables.Count} variables");
        Check(Variables.Bytes == _models.Values.Sum(m => m?.Bytes ?? 0), $"the variables hold {Variables.Bytes} bytes");
        Check(
            Variables.NextDue?.TotalSeconds == _models.Values.Where(m => m?.Options.Timeout is not null)
            .Min(m => m?.Due),
            $"the next alarm is due at {Variables.NextDue}");
    }

    protected override void CheckEnd() => Check(
        _models.Values.All(m => m is not { Options.Own: true }) && Variables.Count < 3,
        "an own variable has outlived its service");

    protected virtual void Pass(int seconds)
    {
        _now += seconds;
        foreach (var name in Names.Where(n => _models[n]?.Due <= _now).OrderBy(n => _models[n]!.Due))
        {
            Remove(name);
        }

        Variables.Expire(Now);
    }

    private void Set(Holder holder, string name, Model? model, bool mine)
    {
        var may = model is not null && (model.Options.Own ? mine : !model.Options.ReadOnly || model.Version == 0);
        var value = new byte[Random.Next(4)];
        if (may)
        {
            model!.Version++;
            model.Bytes = value.Length;
            Touch(model);
        }

        Check(Variables.Set(holder, name, value, Now) == may, $"setting {name} gave another answer");
        if (may)
        {
            Serve(name, Variables.Get(name, Now));
        }
    }

    private void Wait(Holder holder, string name, Model? model)
    {
        var call = NewCall(holder);
        if (model is { Version: 0 })
        {
            _waiting[name].Add((call.Ticket, holder));
        }
        else
        {
            Expect(call.Ticket, Variables.Get(name, Now));
            Touch(model);
        }

        Variables.Wait(call, name, Now);
    }

    private void Remove(string name)
    {
        _models[name] = null;
        Serve(name, null);
    }

    private void Serve(string name, SharedValue? value)
    {
        _waiting[name].ForEach(w => Expect(w.Ticket, value));
        _waiting[name].Clear();
    }

    private void Touch(Model? model)
    {
        if (model is not null)
        {
            model.Touched = _now;
        }
    }

    private static long? Version(Model? model) => model is { Version: > 0 } ? model.Version : null;

    private sealed record Model(string Service, SharedVariableOptions Options)
    {
        public long Version { get; set; }

        public int Bytes { get; set; }

        public int Touched { get; set; }

        public double? Due => Touched + Options.Timeout?.TotalSeconds;
    }
}
