using System.Text;

namespace ControlPlane.Hocon.Json;

/// <summary>Writes one value tree; its depth is bounded by the parser.</summary>
internal sealed class JsonWriter(StringBuilder text, bool indented, bool withOrigins)
{
    private int _level;

    public void Write(HoconValue value)
    {
        switch (value)
        {
            case HoconObject members:
                WriteList('{', '}', members.Keys, key =>
                {
                    JsonText.Append(text, key);
                    text.Append(indented ? ": " : ":");
                    members.TryGet(key, out var member);
                    Write(member!);
                });
                break;
            case HoconArray array:
                WriteList('[', ']', array.Items, Write);
                break;
            case var leaf when withOrigins:
                text.Append(indented ? "{ \"value\": " : "{\"value\":");
                WriteLeaf(leaf);
                text.Append(indented ? ", \"origin\": " : ",\"origin\":");
                JsonText.Append(text, leaf.At.ToString());
                text.Append(indented ? " }" : "}");
                break;
            default:
                WriteLeaf(value);
                break;
        }
    }

    private void WriteLeaf(HoconValue leaf)
    {
        if (leaf is HoconString)
        {
            JsonText.Append(text, leaf.AsText!);
        }
        else
        {
            text.Append(leaf.AsText);
        }
    }

    private void WriteList<T>(char open, char close, IReadOnlyList<T> items, Action<T> write)
    {
        text.Append(open);
        _level++;
        for (var index = 0; index < items.Count; index++)
        {
            if (index > 0)
            {
                text.Append(',');
            }

            BreakLine();
            write(items[index]);
        }

        _level--;
        if (items.Count > 0)
        {
            BreakLine();
        }

        text.Append(close);
    }

    private void BreakLine()
    {
        if (indented)
        {
            text.Append('\n').Append(' ', 2 * _level);
        }
    }
}
