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
            case USER_ID -> checkSized(reader, Format.BINARY_8, "a binary");
            case TO, SUBJECT, REPLY_TO, GROUP_ID, REPLY_TO_GROUP_ID -> checkSized(reader, Format.STRING_8, "a string");
            case CONTENT_TYPE, CONTENT_ENCODING -> checkSized(reader, Format.SYMBOL_8, "a symbol");
            case ABSOLUTE_EXPIRY_TIME, CREATION_TIME -> checkCode(reader, Format.TIMESTAMP, "a timestamp");
            case GROUP_SEQUENCE -> reader.readUint(0);
        }
    }

    private static void checkId(AmqpReader reader) {
        int from = reader.position();
        reader.checkValue();
        if (!SectionDecoder.isId(reader.codeAt(from))) throw SectionDecoder.noId(reader, from);
    }

    /** {@code narrow} is the code with a size of one byte. */
    private static void checkSized(AmqpReader reader, int narrow, String expected) {
        int code = reader.codeAt(reader.position());
        checkCode(reader, code == Format.wide(narrow) ? code : narrow, expected);
    }

    private static void checkCode(AmqpReader reader, int code, String expected) {
        int from = reader.position();
        if (reader.readByte() != code) throw reader.unexpected(reader.codeAt(from), expected);
        reader.position(from);
        reader.checkValue();
    }
}
