package io.belay.amqp.codec;

import io.belay.amqp.type.Header;
import io.belay.amqp.type.Properties;
import io.belay.amqp.type.UnsignedInteger;
import io.belay.base.MalformedException;
import org.jspecify.annotations.Nullable;

/** Reads header (§3.2.1) and properties (§3.2.4) behind their descriptors. */
final class SectionDecoder {
    private static final int HEADER_FIELDS = 5;
    private static final int PROPERTIES_FIELDS = 13;

    private SectionDecoder() {}

    static Header readHeader(AmqpReader reader) {
        Fields fields = Fields.enter(reader, HEADER_FIELDS);
        var header = new Header(
                fields.truth(false),
                fields.ubyte(Header.PRIORITY_DEFAULT),
                fields.uint(-1),
                fields.truth(false),
                fields.uint(0));
        fields.leave();
        return header;
    }

    static Properties readProperties(AmqpReader reader) {
        Fields fields = Fields.enter(reader, PROPERTIES_FIELDS);
        var properties = new Properties(
                id(fields),
                fields.binary(),
                fields.string(),
                fields.string(),
                fields.string(),
                id(fields),
                fields.symbol(),
                fields.symbol(),
                fields.timestamp(),
                fields.timestamp(),
                fields.string(),
                fields.uint(-1),
                fields.string());
        fields.leave();
        return properties;
    }

    /** Reads one of the fields, and looks at none behind it. */
    static @Nullable Object readProperty(AmqpReader reader, PropertyField field) {
        Fields fields = Fields.enter(reader, PROPERTIES_FIELDS);
        if (!fields.hasMoreThan(field.ordinal())) return null;
        for (int left = field.ordinal(); left > 0; left--) {
            if (fields.next()) reader.skipValue();
        }
        return switch (field) {
            case MESSAGE_ID, CORRELATION_ID -> id(fields);
            case USER_ID -> fields.binary();
            case TO, SUBJECT, REPLY_TO, GROUP_ID, REPLY_TO_GROUP_ID -> fields.string();
            case CONTENT_TYPE, CONTENT_ENCODING -> fields.symbol();
            case ABSOLUTE_EXPIRY_TIME, CREATION_TIME -> fields.timestamp();
            case GROUP_SEQUENCE -> fields.next() ? new UnsignedInteger((int) reader.readUint(0)) : null;
        };
    }

    private static @Nullable Object id(Fields fields) {
        AmqpReader reader = fields.reader();
        int from = reader.position();
        Object id = fields.value();
        if (id != null && !isId(reader.codeAt(from))) throw noId(reader, from);
        return id;
    }

    /** Whether what {@code code} begins may be a message-id (§3.2.11). */
    static boolean isId(int code) {
        return switch (code) {
            case Format.ULONG_0, Format.ULONG_SMALL, Format.ULONG, Format.UUID -> true;
            case Format.BINARY_8, Format.BINARY_32, Format.STRING_8, Format.STRING_32 -> true;
            default -> false;
        };
    }

    /** What to throw when the value that began at {@code from} is no id. */
    static MalformedException noId(AmqpReader reader, int from) {
        return reader.malformed(Fault.DECODE, from, "a ulong, uuid, binary or string as an id");
    }
}
