package io.belay.amqp.codec;

import io.belay.amqp.type.Descriptor;

/** Where each section of a message lies (§3.2). The sections of a body count as one. */
final class SectionIndex {
    static final int BODY = 5;
    static final int FOOTER = 6;
    static final int COUNT = 7;

    private final int[] starts = new int[COUNT]; // of descriptors
    private final int[] values = new int[COUNT]; // behind descriptors, of the first section of a body
    private final int[] ends = new int[COUNT]; // 0 if there is no such section
    private BodyKind bodyKind = BodyKind.NONE;
    private int bodySections;

    /** Walks all sections by their sizes and holds them to their order and types. */
    static SectionIndex of(AmqpReader reader) {
        SectionIndex index = new SectionIndex();
        int last = -1;
        while (reader.remaining() > 0) last = index.add(reader, last);
        return index;
    }

    /** The place of a section among the seven. */
    static int place(Descriptor section) {
        int place = section.code() - Descriptor.HEADER.code();
        return place < BODY ? place : section == Descriptor.FOOTER ? FOOTER : BODY;
    }

    private int add(AmqpReader reader, int last) {
        int from = reader.position();
        Descriptor section = reader.readDescriptor();
        if (section == null || section.code() < Descriptor.HEADER.code()) {
            throw reader.malformed(Fault.DECODE, from, "a section of a message");
        }
        int place = place(section);
        boolean repeats = place == last && place == BODY && bodyKind == kind(section) && bodyKind != BodyKind.VALUE;
        if (place <= last && !repeats) {
            throw reader.malformed(Fault.DECODE, from, "sections in their order, not " + section + " here");
        }
        if (!repeats) {
            starts[place] = from;
            values[place] = reader.position();
        }
        checkType(reader, section);
        reader.skipValue();
        ends[place] = reader.position();
        if (place == BODY) {
            bodyKind = kind(section);
            bodySections++;
        }
        return place;
    }

    private static BodyKind kind(Descriptor section) {
        if (section == Descriptor.DATA) return BodyKind.DATA;
        return section == Descriptor.AMQP_SEQUENCE ? BodyKind.SEQUENCE : BodyKind.VALUE;
    }

    private static void checkType(AmqpReader reader, Descriptor section) {
        if (section == Descriptor.AMQP_VALUE) return;
        int from = reader.position();
        int code = reader.readByte();
        boolean fits = switch (section) {
            case HEADER, PROPERTIES, AMQP_SEQUENCE ->
                code == Format.LIST_0 || code == Format.LIST_8 || code == Format.LIST_32;
            case DATA -> code == Format.BINARY_8 || code == Format.BINARY_32;
            default -> code == Format.MAP_8 || code == Format.MAP_32;
        };
        if (!fits) throw reader.unexpected(code, "what a section " + section + " is made of");
        reader.position(from);
    }

    BodyKind bodyKind() {
        return bodyKind;
    }

    int bodySections() {
        return bodySections;
    }

    boolean has(int place) {
        return ends[place] > 0;
    }

    /** Where the section's descriptor stands, if there is one. */
    int start(int place) {
        return starts[place];
    }

    /** Where the section's value stands, if there is one. */
    int value(int place) {
        return values[place];
    }

    /** The first byte after the section, if there is one. */
    int end(int place) {
        return ends[place];
    }
}
