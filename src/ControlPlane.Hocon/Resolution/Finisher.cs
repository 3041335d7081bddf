using ControlPlane.Hocon.Tree;

namespace ControlPlane.Hocon.Resolution;

/// <summary>Turns shapes into values, each container once; finds containers that contain themselves.</summary>
internal sealed class Finisher(Resolver resolver)
{
    /// <summary>Null if there is no value: left out, or an error that has been reported.</summary>
    public HoconValue? Finish(Slot slot)
    {
        while (true)
        {
            var shape = resolver.ShapeOf(slot);
            if (shape is not ContainerShape { IsOpen: true })
            {
                return Finish(shape);
            }

            // An optional substitution that would close a cycle counts as missing: what was there before remains.
            var newest = Newest(slot);
            if (newest.Value is not SubstitutionNode { IsOptional: true } optional)
            {
                return SelfContained(newest.Value);
            }

            optional.Shape = UndefinedShape.Instance;
            slot.Shape = null;
        }
    }

    private HoconValue? Finish(Node item)
    {
        if (item is SlotNode member)
        {
            return Finish(member.Slot);
        }

        var shape = resolver.ShapeOf(item);
        if (shape is not ContainerShape { IsOpen: true })
        {
            return Finish(shape);
        }

        return item is SubstitutionNode { IsOptional: true } ? null : SelfContained(item);
    }

    private HoconValue? Finish(Shape shape)
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
                container.Finished = container is ObjectView view ? Object(view) : Array((ArrayShape)container);
                container.IsOpen = false;
                resolver.Work.Leave();
                resolver.Work.Check(container.Finished);
                return container.Finished;
            default:
                return null;
        }
    }

    private HoconObject Object(ObjectView view)
    {
        var fields = new List<HoconField>();
        foreach (var key in view.Keys())
        {
            var slot = view.Find(key)!;
            if (Finish(slot) is { } value)
            {
                resolver.Work.CountValue(view.At);
                fields.Add(new HoconField(key, Newest(slot).KeyAt, value));
            }
        }

        return new HoconObject(view.At, fields);
    }

    private HoconArray Array(ArrayShape array)
    {
        var items = new List<HoconValue>(array.Items.Count);
        foreach (var item in array.Items)
        {
            if (Finish(item) is { } value)
            {
                resolver.Work.CountValue(array.At);
                items.Add(value);
            }
        }

        return new HoconArray(array.At, items);
    }

    /// <summary>The newest assignment that gave something.</summary>
    private Layer Newest(Slot slot)
    {
        var index = slot.Count - 1;
        while (index > 0 && resolver.ShapeOf(slot[index].Value) is UndefinedShape)
        {
            index--;
        }

        return slot[index];
    }

    private HoconValue? SelfContained(Node node)
    {
        var shown = node is SubstitutionNode substitution ? substitution.Shown : "this value";
        resolver.Fail(node.At, $"a cycle: {shown} refers to an object or array that contains it");
        return null;
    }
}
