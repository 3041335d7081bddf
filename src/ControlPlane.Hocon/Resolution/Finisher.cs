using ControlPlane.Hocon.Tree;

namespace ControlPlane.Hocon.Resolution;

/// <summary>Turns shapes into values, each container once; finds containers that contain themselves.</summary>
internal sealed class Finisher(Resolver resolver)
{
    /// <summary>Null if there is no value: left out, or an error that has been reported.</summary>
    public HoconValue? Finish(Slot slot, int depth)
    {
        while (true)
        {
            var shape = resolver.ShapeOf(slot);
            if (shape is not ContainerShape { IsOpen: true })
            {
                return Finish(shape, depth);
            }

            // An optional substitution that would close a cycle counts as missing: what was there before remains.
            var newest = slot.Count > 0 ? slot[slot.Count - 1].Value : null;
            if (newest is not SubstitutionNode { IsOptional: true } optional || optional.Shape is UndefinedShape)
            {
                return SelfContained(newest?.At ?? ((ContainerShape)shape).At, newest);
            }

            optional.Shape = UndefinedShape.Instance;
            slot.Shape = null;
        }
    }

    private HoconValue? Finish(Node item, int depth)
    {
        if (item is SlotNode member)
        {
            return Finish(member.Slot, depth);
        }

        var shape = resolver.ShapeOf(item);
        if (shape is not ContainerShape { IsOpen: true })
        {
            return Finish(shape, depth);
        }

        return item is SubstitutionNode { IsOptional: true } ? null : SelfContained(item.At, item);
    }

    private HoconValue? Finish(Shape shape, int depth)
    {
        switch (shape)
        {
            case ScalarShape scalar:
                return scalar.Value;
            case ContainerShape { Finished: { } finished }:
                return finished;
            case ContainerShape container:
                resolver.Work.Enter(container.At);
                container.IsOpen = true;
                container.Finished = container is ObjectView view ? Object(view, depth) : Array((ArrayShape)container, depth);
                container.IsOpen = false;
                resolver.Work.Leave();
                resolver.Work.Check(container.Finished);
                return container.Finished;
            default:
                return null;
        }
    }

    private HoconObject Object(ObjectView view, int depth)
    {
        var fields = new List<HoconField>();
        foreach (var key in view.Keys())
        {
            var slot = view.Find(key)!;
            if (Finish(slot, depth + 1) is { } value)
            {
                fields.Add(new HoconField(key, KeyAt(slot), value));
            }
        }

        return new HoconObject(view.At, fields);
    }

    private HoconArray Array(ArrayShape array, int depth)
    {
        var items = new List<HoconValue>(array.Items.Count);
        foreach (var item in array.Items)
        {
            if (Finish(item, depth + 1) is { } value)
            {
                items.Add(value);
            }
        }

        return new HoconArray(array.At, items);
    }

    /// <summary>Where the newest assignment stands that gave something.</summary>
    private SourcePosition KeyAt(Slot slot)
    {
        for (var index = slot.Count - 1; index > 0; index--)
        {
            if (resolver.ShapeOf(slot[index].Value) is not UndefinedShape)
            {
                return slot[index].KeyAt;
            }
        }

        return slot[0].KeyAt;
    }

    private HoconValue? SelfContained(SourcePosition at, Node? node)
    {
        var shown = node is SubstitutionNode substitution ? substitution.Shown : "this value";
        resolver.Fail(at, $"a cycle: {shown} refers to an object or array that contains it");
        return null;
    }
}
