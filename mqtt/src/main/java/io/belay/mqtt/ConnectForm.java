package io.belay.mqtt;

import io.belay.base.ByteWriter;
import org.jspecify.annotations.Nullable;

/** Writes CONNECT behind its fixed header (MQTT 5.0 §3.1). */
final class ConnectForm {
    private ConnectForm() {}

    static void write(Packet.Connect connect, ByteWriter out) {
        boolean v5 = connect.version() == Version.MQTT_5;
        Utf8.write("MQTT", out);
        out.writeByte(connect.version().level()).writeByte(flags(connect)).writeShort(connect.keepAliveS());
        if (v5) PropertyForm.write(connect.properties(), out);
        Utf8.write(connect.clientId(), out);
        Packet.@Nullable Will will = connect.will();
        if (will != null) writeWill(will, v5, out);
        @Nullable String username = connect.username();
        if (username != null) Utf8.write(username, out);
        byte @Nullable [] password = connect.password();
        if (password != null) PropertyForm.writeBinary(password, out);
    }

    private static int flags(Packet.Connect connect) {
        int flags = (connect.cleanStart() ? 2 : 0)
                | (connect.password() != null ? 0x40 : 0)
                | (connect.username() != null ? 0x80 : 0);
        Packet.@Nullable Will will = connect.will();
        return will == null ? flags : flags | 4 | will.qos() << 3 | (will.retain() ? 0x20 : 0);
    }

    private static void writeWill(Packet.Will will, boolean v5, ByteWriter out) {
        byte[] content = will.content();
        int payloadFrom = Content.payloadFrom(content);
        if (v5) {
            out.writeVarint(PacketLength.willProperties(will));
            if (will.delayS() > 0) {
                out.writeByte(Property.WILL_DELAY_INTERVAL.id()).writeInt((int) will.delayS());
            }
            if (will.expiryS() >= 0) {
                out.writeByte(Property.MESSAGE_EXPIRY_INTERVAL.id()).writeInt((int) will.expiryS());
            }
            int from = Content.propertiesFrom(content);
            out.writeRaw(content, from, payloadFrom - from);
        }
        Utf8.write(will.topic(), out);
        int length = content.length - payloadFrom;
        PropertyForm.checkLength(length);
        out.writeShort(length).writeRaw(content, payloadFrom, length);
    }
}
