package io.belay.mqtt;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Draws packets that the protocol allows, from a seed: every type that one end may send in one version, with all that
 * may be left out sometimes left out.
 */
final class RandomPackets {
    private static final String[] WORDS = {
        "a", "till", "7", "prix", "größe", "値段", "𝄞", "\uFEFFbom", "", "x".repeat(200), "sport tennis", "€"
    };

    private final Random random;
    private final Version version;

    RandomPackets(long seed, Version version) {
        random = new Random(seed);
        this.version = version;
    }

    /** A packet that a client may send. */
    Packet fromClient() {
        List<Supplier<Packet>> kinds = new ArrayList<>(List.of(
                this::connect,
                () -> publish(true),
                () -> publish(true),
                this::acknowledgement,
                this::subscribe,
                this::unsubscribe,
                Packet.Pingreq::new,
                () -> disconnect(true)));
        if (isV5()) kinds.add(() -> auth(ReasonRules.CLIENT_AUTH));
        return one(kinds).get();
    }

    /** A packet that a server may send. */
    Packet fromServer() {
        List<Supplier<Packet>> kinds = new ArrayList<>(List.of(
                this::connack,
                () -> publish(false),
                () -> publish(false),
                this::acknowledgement,
                this::suback,
                this::unsuback,
                Packet.Pingresp::new));
        if (isV5()) {
            kinds.add(() -> disconnect(false));
            kinds.add(() -> auth(ReasonRules.SERVER_AUTH));
        }
        return one(kinds).get();
    }

    Packet.Connect connect() {
        boolean cleanStart = random.nextBoolean();
        String clientId = !isV5() && !cleanStart ? "till-" + random.nextInt(9) : word();
        @Nullable String username = maybe() ? word() : null;
        boolean mayHavePassword = isV5() || username != null;
        byte @Nullable [] password = mayHavePassword && maybe() ? binary() : null;
        Packet.@Nullable Will will = maybe() ? will() : null;
        return new Packet.Connect(
                version,
                clientId,
                cleanStart,
                random.nextInt(65_536),
                will,
                username,
                password,
                properties(PropertyRules.CONNECT));
    }

    Packet.Will will() {
        long delayS = isV5() && maybe() ? unsignedInt() : 0;
        long expiryS = isV5() && maybe() ? unsignedInt() : -1;
        return new Packet.Will(topic(), random.nextInt(3), random.nextBoolean(), delayS, expiryS, content());
    }

    Packet.Publish publish(boolean fromClient) {
        int qos = random.nextInt(3);
        boolean dup = qos > 0 && random.nextBoolean();
        int alias = isV5() && maybe() ? 1 + random.nextInt(65_535) : 0;
        String topic = alias > 0 && maybe() ? "" : topic();
        long expiryS = isV5() && maybe() ? unsignedInt() : -1;
        int[] ids = new int[!fromClient && isV5() && maybe() ? 1 + random.nextInt(5) : 0];
        for (int index = 0; index < ids.length; index++) {
            ids[index] = 1 + random.nextInt(Varint.VALUE_MAX);
        }
        int packetId = qos == 0 ? 0 : packetId();
        return new Packet.Publish(topic, qos, dup, random.nextBoolean(), packetId, alias, expiryS, ids, content());
    }

    byte[] content() {
        return Content.of(properties(PropertyRules.FORWARDED), binary());
    }

    String topic() {
        StringBuilder topic = new StringBuilder(random.nextInt(8) == 0 ? "$SYS" : "shop");
        for (int level = random.nextInt(6); level > 0; level--) {
            topic.append('/').append(word());
        }
        return topic.toString();
    }

    private String filter() {
        StringBuilder filter = new StringBuilder(one(List.of("", "$share/tills/")));
        filter.append(one(List.of("+", "shop", "$SYS")));
        for (int level = random.nextInt(6); level > 0; level--) {
            filter.append('/').append(maybe() ? "+" : word());
        }
        return maybe() ? filter.append("/#").toString() : filter.toString();
    }

    private Packet acknowledgement() {
        EnumSet<ReasonCode> received = isV5() ? ReasonRules.RECEIVED : EnumSet.of(ReasonCode.SUCCESS);
        EnumSet<ReasonCode> released = isV5() ? ReasonRules.RELEASED : EnumSet.of(ReasonCode.SUCCESS);
        Properties properties = properties(PropertyRules.ACKNOWLEDGEMENT);
        return switch (random.nextInt(4)) {
            case 0 -> new Packet.Puback(packetId(), reason(received), properties);
            case 1 -> new Packet.Pubrec(packetId(), reason(received), properties);
            case 2 -> new Packet.Pubrel(packetId(), reason(released), properties);
            default -> new Packet.Pubcomp(packetId(), reason(released), properties);
        };
    }

    private Packet subscribe() {
        List<Packet.Filter> filters = new ArrayList<>();
        for (int count = 1 + random.nextInt(4); count > 0; count--) {
            String filter = filter();
            boolean noLocal = isV5() && maybe() && !Topics.isShared(filter);
            int retainHandling = isV5() ? random.nextInt(3) : 0;
            filters.add(new Packet.Filter(filter, random.nextInt(3), noLocal, isV5() && maybe(), retainHandling));
        }
        return new Packet.Subscribe(packetId(), filters, properties(PropertyRules.SUBSCRIBE));
    }

    private Packet unsubscribe() {
        List<String> filters = new ArrayList<>();
        for (int count = 1 + random.nextInt(4); count > 0; count--) {
            filters.add(filter());
        }
        return new Packet.Unsubscribe(packetId(), filters, properties(PropertyRules.UNSUBSCRIBE));
    }

    private Packet connack() {
        ReasonCode reason = reason(ReasonRules.CONNACK);
        if (!isV5()) reason = ReturnCode.reason(random.nextInt(6));
        boolean present = reason == ReasonCode.SUCCESS && random.nextBoolean();
        return new Packet.Connack(present, reason, properties(PropertyRules.CONNACK));
    }

    private Packet suback() {
        EnumSet<ReasonCode> allowed = isV5() ? ReasonRules.SUBACK : ReturnCode.SUBACK;
        return new Packet.Suback(packetId(), reasons(allowed), properties(PropertyRules.ACKNOWLEDGEMENT));
    }

    private Packet unsuback() {
        List<ReasonCode> reasons = isV5() ? reasons(ReasonRules.UNSUBACK) : List.of();
        return new Packet.Unsuback(packetId(), reasons, properties(PropertyRules.ACKNOWLEDGEMENT));
    }

    private List<ReasonCode> reasons(EnumSet<ReasonCode> allowed) {
        List<ReasonCode> reasons = new ArrayList<>();
        for (int count = 1 + random.nextInt(4); count > 0; count--) {
            reasons.add(reason(allowed));
        }
        return reasons;
    }

    private Packet disconnect(boolean fromClient) {
        if (!isV5()) return new Packet.Disconnect(ReasonCode.SUCCESS, Properties.NONE);
        if (maybe()) return new Packet.Disconnect(ReasonCode.SUCCESS, Properties.NONE);
        EnumSet<ReasonCode> reasons = fromClient ? ReasonRules.CLIENT_DISCONNECT : ReasonRules.SERVER_DISCONNECT;
        long expiry = fromClient ? 0 : PropertyRules.bit(Property.SESSION_EXPIRY_INTERVAL);
        return new Packet.Disconnect(reason(reasons), properties(PropertyRules.DISCONNECT & ~expiry));
    }

    private Packet auth(EnumSet<ReasonCode> allowed) {
        Properties.Builder properties = Properties.builder().put(Property.AUTHENTICATION_METHOD, word());
        if (maybe()) properties.put(Property.AUTHENTICATION_DATA, binary());
        return new Packet.Auth(reason(allowed), properties.build());
    }

    /** Some of the properties of a set, each with any value it may have. */
    Properties properties(long allowed) {
        if (!isV5() || maybe()) return Properties.NONE;
        Properties.Builder builder = Properties.builder();
        boolean method = (allowed & PropertyRules.bit(Property.AUTHENTICATION_METHOD)) != 0 && maybe();
        for (Property property : Property.values()) {
            boolean ofMethod = property == Property.AUTHENTICATION_METHOD || property == Property.AUTHENTICATION_DATA;
            boolean put = ofMethod ? method : maybe();
            if (put && (allowed & PropertyRules.bit(property)) != 0) put(builder, property);
        }
        return builder.build();
    }

    private void put(Properties.Builder builder, Property property) {
        switch (property.kind()) {
            case BYTE -> builder.put(property, random.nextInt(2));
            case TWO_BYTES -> builder.put(property, 1 + random.nextInt(65_535));
            case FOUR_BYTES -> builder.put(property, 1 + random.nextInt(Integer.MAX_VALUE) * 2L);
            case VARINT -> builder.put(property, 1 + random.nextInt(Varint.VALUE_MAX));
            case STRING -> builder.put(property, property == Property.RESPONSE_TOPIC ? topic() : word());
            case BINARY -> builder.put(property, binary());
            case STRING_PAIR -> putUsers(builder);
        }
    }

    private void putUsers(Properties.Builder builder) {
        for (int count = random.nextInt(4); count >= 0; count--) {
            builder.user(word(), word());
        }
    }

    private byte[] binary() {
        byte[] bytes = new byte[random.nextInt(10) == 0 ? random.nextInt(3_000) : random.nextInt(20)];
        random.nextBytes(bytes);
        return bytes;
    }

    private int packetId() {
        return 1 + random.nextInt(65_535);
    }

    private long unsignedInt() {
        return random.nextInt() & 0xFFFF_FFFFL;
    }

    private ReasonCode reason(EnumSet<ReasonCode> allowed) {
        return one(List.copyOf(allowed));
    }

    private String word() {
        return WORDS[random.nextInt(WORDS.length)];
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private boolean maybe() {
        return random.nextInt(3) == 0;
    }

    private boolean isV5() {
        return version == Version.MQTT_5;
    }
}
