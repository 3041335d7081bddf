using ControlPlane.Node.Plugins;
using ControlPlane.Node.Plugins.Semaphores;

namespace ControlPlane.Node.Tests.Plugins.Semaphores;

/// <summary>Random calls to three semaphores and a mutex, beside a model that counts anew after each of them.</summary>
internal class RandomSemaphoreCalls : RandomCalls
{
    private static readonly string[] Names = ["made", "free", "implicit"];

    private readonly SemaphoreTable _semaphores;
    private readonly MutexTable _mutexes;
    private readonly Dictionary<string, Model> _models;
    private readonly List<(long Ticket, Holder Holder)> _lockers = [];

    public RandomSemaphoreCalls(int seed)
        : base(seed)
    {
        _semaphores = new SemaphoreTable(Answers);
        _mutexes = new MutexTable(_semaphores);
        _models = new(StringComparer.Ordinal)
        {
            ["made"] = new(Random.Next(3), true), ["free"] = new(Random.Next(3), false), ["implicit"] = new(0, true),
        };
        _semaphores.Create("made", _models["made"].Initial, isProtected: true);
        _semaphores.Create("free", _models["free"].Initial, isProtected: false);
    }

    protected SemaphoreTable Semaphores => _semaphores;

    protected override void Act(Holder holder)
    {
        var name = Names[Random.Next(Names.Length)];
        var model = _models[name];
        switch (Random.Next(6))
        {
            case 0 or 1:
                model.Done.Add((holder, +1));
                var value = _semaphores.Increment(holder, name);
                Serve();
                Check(value == Math.Max(0, model.Value), $"increment of {name} gave {value}, expected {model.Value}");
                break;
            case 2: Decrement(holder, name, wait: false); break;
            case 3: Decrement(holder, name, wait: true); break;
            case 4:
                var call = NewCall(holder);
                _lockers.Add((call.Ticket, holder));
                if (_lockers.Count == 1)
                {
                    Expect(call.Ticket, 0L);
                }

                _mutexes.Lock(call, "m");
                break;
            default:
                Unlocked(_lockers.Count > 0 ? 0 : -1);
                _mutexes.Unlock("m");
                break;
        }
    }

    protected override void GiveUp(long ticket)
    {
        _lockers.RemoveAll(l => l.Ticket == ticket);
        foreach (var model in _models.Values)
        {
            model.Waiting.RemoveAll(w => w.Ticket == ticket);
        }

        _semaphores.GiveUp(ticket);
    }

    protected override void End(Holder holder, bool last)
    {
        foreach (var waiting in _lockers.Skip(1).Concat(_models.Values.SelectMany(m => m.Waiting)).Where(
            w => w.Holder == holder).ToList())
        {
            Expect(waiting.Ticket, typeof(ObjectDisposedException));
        }

        var held = _lockers.Count > 0 && _lockers[0].Holder == holder;
        _lockers.RemoveAll(l => l.Holder == holder && l != _lockers[0]);
        Unlocked(held ? 0 : -1);
        foreach (var model in _models.Values)
        {
            model.Waiting.RemoveAll(w => w.Holder == holder);
            model.Done.RemoveAll(d => model.Protected && d.Holder == holder);
        }

        Serve();
        _mutexes.Settled(_semaphores.End(holder));
    }

    protected override void CheckState()
    {
        foreach (var (name, model) in _models)
        {
            var value = _semaphores.Get(name);
            Check(value == Math.Max(0, model.Value), $"{name} is {value}, expected {model.Value}");
            Check(value == 0 || !_semaphores.Awaited(name), $"{name} is {value} and somebody waits for it");
        }

        Check(
            _mutexes.Part("m#s") == Math.Min(1, _lockers.Count),
            $"the mutex is {_mutexes.Part("m#s")} of {_lockers.Count}");
        Check(_mutexes.Part("m#w") + _mutexes.Part("m#s") == 1, "the mutex is both free and held, or neither");
    }

    protected override void CheckEnd()
    {
        foreach (var (name, model) in _models.Where(m => m.Value.Protected))
        {
            Check(_semaphores.Get(name) == model.Initial, $"all have ended, and {name} is {_semaphores.Get(name)}");
        }

        Check(_semaphores.Count == Names.Length, "a free mutex is still there");
    }

    private void Decrement(Holder holder, string name, bool wait)
    {
        var (call, model) = (NewCall(holder), _models[name]);
        if (model.Value > 0 || wait)
        {
            model.Waiting.Add((call.Ticket, holder));
            Serve();
        }
        else
        {
            Expect(call.Ticket, -1L);
        }

        _semaphores.Decrement(call, name, wait);
    }

    /// <summary>The lock goes from this place in the line of its owners to the next.</summary>
    private void Unlocked(int place)
    {
        if (place == 0)
        {
            _lockers.RemoveAt(0);
            if (_lockers.Count > 0)
            {
                Expect(_lockers[0].Ticket, 0L);
            }
        }
    }

    private void Serve()
    {
        foreach (var model in _models.Values)
        {
            while (model.Value > 0 && model.Waiting.Count > 0)
            {
                model.Done.Add((model.Waiting[0].Holder, -1));
                Expect(model.Waiting[0].Ticket, model.Value);
                model.Waiting.RemoveAt(0);
            }
        }
    }

    private sealed record Model(long Initial, bool Protected)
    {
        public List<(Holder Holder, int By)> Done { get; } = [];

        public List<(long Ticket, Holder Holder)> Waiting { get; } = [];

        public long Value => Initial + Done.Sum(d => d.By);
    }
}
