package io.belay.amqp.codec;

/** Moves past the properties of a message (§3.2.4) with all the checks of {@link SectionDecoder}, and builds nothing. */
final class SectionChecker {
    private static final PropertyField[] PROPERTIES = PropertyField.values();

    private SectionChecker() {}

    static void checkProperties(AmqpReader reader) {
        Fields fields = Fields.enter(reader, PROPERTIES.length);
        for (PropertyField field : PROPERTIES) {
            if (fields.next()) check(reader, field);
        }
        fields.leave();
    }

    private static void check(AmqpReader reader, PropertyField field) {
        switch (field) {
            case MESSAGE_ID, CORRELATION_ID -> checkId(reader);
            case USER_ID -> checkBinary(reader);
            case TO, SUBJECT, REPLY_TO, GROUP_ID, REPLY_TO_GROUP_ID -> checkString(reader);
            case CONTENT_TYPE, CONTENT_ENCODING -> Text.checkSymbol(reader, sized(reader, Format.SYMBOL_8, "a symbol"));
            case ABSOLUTE_EXPIRY_TIME, CREATION_TIME -> reader.readTimestamp();
            case GROUP_SEQUENCE -> reader.readUint(0);
        }
    }

    private static void checkId(AmqpReader reader) {
        int from = reader.position();
        reader.checkValue();
        if (!SectionDecoder.isId(reader.codeAt(from))) throw SectionDecoder.noId(reader, from);
    }

    private static void checkBinary(AmqpReader reader) {
        int length = sized(reader, Format.BINARY_8, "a binary");
        reader.position(reader.position() + length);
    }

    private static void checkString(AmqpReader reader) {
        Text.checkUtf8(reader, sized(reader, Format.STRING_8, "a string"));
    }

    /** The length of what follows; {@code narrow} is the code with a size of one byte. */
    private static int sized(AmqpReader reader, int narrow, String expected) {
        int code = reader.readByte();
        if (code != narrow && code != Format.wide(narrow)) throw reader.unexpected(code, expected);
        return reader.readSize(code);
    }
}
