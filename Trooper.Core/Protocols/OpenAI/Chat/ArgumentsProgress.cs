namespace Trooper.Core.Protocols.OpenAI.Chat;

/// <summary>Follows a call's arguments as they come, to tell when the JSON object is complete.</summary>
internal struct ArgumentsProgress
{
    private int depth;
    private bool begun, inString, isEscaped;

    public readonly bool IsComplete => begun && depth == 0;

    public void Follow(ReadOnlySpan<byte> piece)
    {
        foreach (var b in piece)
        {
            if (isEscaped)
                isEscaped = false;
            else if (inString)
                (inString, isEscaped) = (b != '"', b == '\\');
            else
                Outside(b);
        }
    }

    private void Outside(byte b)
    {
        switch (b)
        {
            case (byte)'"':
                inString = true;
                break;
            case (byte)'{' or (byte)'[':
                begun = true;
                depth++;
                break;
            case (byte)'}' or (byte)']':
                depth--;
                break;
        }
    }
}
