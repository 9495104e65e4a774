using System.Buffers.Binary;
using System.Text;

namespace Trooper.Tests.Gateway.Telemetry;

/// <summary>A protobuf message, read by its field numbers alone.</summary>
internal sealed class Proto
{
    private readonly List<(int Field, ulong Number, byte[] Bytes)> fields = [];

    public Proto(ReadOnlySpan<byte> message)
    {
        while (!message.IsEmpty)
        {
            var tag = Varint(ref message);
            fields.Add((int)(tag & 7) switch
            {
                0 => ((int)(tag >> 3), Varint(ref message), []),
                1 => ((int)(tag >> 3), BinaryPrimitives.ReadUInt64LittleEndian(Take(ref message, 8)), []),
                2 => ((int)(tag >> 3), 0, Take(ref message, (int)Varint(ref message)).ToArray()),
                5 => ((int)(tag >> 3), BinaryPrimitives.ReadUInt32LittleEndian(Take(ref message, 4)), []),
                var type => throw new InvalidDataException($"wire type {type}"),
            });
        }
    }

    public IEnumerable<Proto> All(int field) => fields.Where(found => found.Field == field).Select(found => new Proto(found.Bytes));

    public bool Has(int field) => fields.Exists(found => found.Field == field);

    public string Text(int field) => Encoding.UTF8.GetString(Bytes(field));

    public byte[] Bytes(int field) => fields.Find(found => found.Field == field).Bytes ?? [];

    public ulong Number(int field) => fields.Find(found => found.Field == field).Number;

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> message, int count)
    {
        var taken = message[..count];
        message = message[count..];
        return taken;
    }

    private static ulong Varint(ref ReadOnlySpan<byte> message)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = Take(ref message, 1)[0];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
    }
}
