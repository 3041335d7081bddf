using ControlPlane.Hocon.Includes;
using ControlPlane.Hocon.Tree;

namespace ControlPlane.Hocon.Resolution;

/// <summary>
/// Works out shapes: merges layers, follows substitutions, joins concatenations. A substitution that leads back to a
/// field which is being worked out sees only what was assigned to that field before. Keys are taken in file order, so
/// the outcome is the same each time.
/// </summary>
internal sealed class Resolver
{
    private readonly Loading _loading;
    private readonly ViewCache _views;
    private readonly List<SubstitutionNode> _following = [];
    private readonly HashSet<SubstitutionNode> _inCycle = [];
    private Slot? _root;

    public Resolver(Loading loading)
    {
        _loading = loading;
        Work = new Work(_loading.Options);
        _views = new ViewCache(Work);
    }

    public Work Work { get; }

    public HoconValue? Resolve(Node root)
    {
        _root = new Slot([new Layer(root.At, root)], 1);
        var value = new Finisher(this).Finish(_root);
        return _loading.Errors.Count > 0 ? null : value;
    }

    public Shape ShapeOf(Slot slot)
    {
        if (slot.Shape is { } known)
        {
            return known;
        }

        var visible = Visible(slot);
        if (visible.Shape is null)
        {
            visible.Shape = Merge(visible);
        }

        return visible.Shape;
    }

    public Shape ShapeOf(Node node)
    {
        Work.Step(node.At);
        return node switch
        {
            ScalarNode scalar => scalar.Shape,
            ArrayNode array => array.Shape,
            ObjectNode part => _views.Of(part),
            SlotNode item => ShapeOf(item.Slot),
            DelayedNode { Shape: { } known } => known,
            DelayedNode delayed => WorkOut(delayed),
            _ => UndefinedShape.Instance,
        };
    }

    public void Fail(SourcePosition at, string message) => _loading.Report([new HoconError(at, "", message)]);

    /// <summary>What is below the oldest layer that is being worked out: all of the slot, if none is.</summary>
    private Slot Visible(Slot slot)
    {
        for (var index = 0; index < slot.Count; index++)
        {
            Work.Step(slot[index].KeyAt);
            if (slot[index].Value is DelayedNode { IsInProgress: true })
            {
                NoteCycle();
                return slot.Below(index);
            }
        }

        return slot;
    }

    /// <summary>From the newest layer down, as long as objects merge; what is hidden is never worked out.</summary>
    private Shape Merge(Slot slot)
    {
        var views = new List<ObjectView>();
        for (var index = slot.Count - 1; index >= 0; index--)
        {
            var shape = ShapeOf(slot[index].Value);
            if (shape is ObjectView view)
            {
                views.Add(view);
            }
            else if (shape is FailedShape || (shape is not UndefinedShape && views.Count == 0))
            {
                return shape;
            }
            else if (shape is not UndefinedShape)
            {
                break;
            }
        }

        views.Reverse();
        return views.Count == 0 ? UndefinedShape.Instance : _views.Of(views);
    }

    private Shape WorkOut(DelayedNode node)
    {
        if (node.IsInProgress)
        {
            NoteCycle();
            return UndefinedShape.Instance;
        }

        Work.Enter(node.At);
        node.IsInProgress = true;
        node.Shape = node is SubstitutionNode substitution
            ? Follow(substitution)
            : new Concatenation(this, _views).Join((ConcatNode)node);
        node.IsInProgress = false;
        Work.Leave();
        return node.Shape;
    }

    private Shape Follow(SubstitutionNode node)
    {
        _following.Add(node);
        var shape = Find(node);
        _following.RemoveAt(_following.Count - 1);
        return shape;
    }

    private Shape Find(SubstitutionNode node)
    {
        for (var scope = node.Scope; scope is not null; scope = scope.Outer)
        {
            var shape = Find(scope, node);
            if (shape is not UndefinedShape)
            {
                return shape;
            }
        }

        if (!node.IsOwnField && ExternalValue.Find(node, _loading.Options, Work) is { } external)
        {
            return external;
        }

        if (node.IsOptional)
        {
            return UndefinedShape.Instance;
        }

        Fail(node.At, Unresolved.Message(node, _inCycle.Contains(node) ? _following : []));
        return FailedShape.Instance;
    }

    private Shape Find(Scope scope, SubstitutionNode node)
    {
        var slot = scope.Anchor is null ? _root : null;
        var anchor = scope.Anchor;
        foreach (var key in scope.Path.Concat(node.Path))
        {
            slot = anchor is null ? Member(slot!, key) : _views.Of(anchor).Find(key);
            anchor = null;
            if (slot is null)
            {
                return UndefinedShape.Instance;
            }
        }

        return slot is null ? _views.Of(anchor!) : ShapeOf(slot);
    }

    /// <summary>Looks no further than it must: older layers are worked out only if they can contribute.</summary>
    private Slot? Member(Slot slot, string key)
    {
        var visible = Visible(slot);
        if (visible is { Shape: null, Count: > 0 } && visible[visible.Count - 1].Value is ObjectNode newest
            && newest.Find(key) is { HidesOlder: true })
        {
            return _views.Of(newest).Find(key);
        }

        return ShapeOf(visible) switch
        {
            ObjectView view => view.Find(key),
            FailedShape => new Slot([], 0) { Shape = FailedShape.Instance },
            _ => null,
        };
    }

    /// <summary>All that were followed since the field was entered are part of the cycle.</summary>
    private void NoteCycle()
    {
        foreach (var node in _following)
        {
            _inCycle.Add(node);
        }
    }
}
