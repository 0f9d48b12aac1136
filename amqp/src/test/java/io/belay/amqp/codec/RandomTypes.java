package io.belay.amqp.codec;

import io.belay.amqp.type.AmqpArray;
import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.Char;
import io.belay.amqp.type.Coordinator;
import io.belay.amqp.type.Decimal128;
import io.belay.amqp.type.Decimal32;
import io.belay.amqp.type.Decimal64;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.Described;
import io.belay.amqp.type.ErrorCondition;
import io.belay.amqp.type.ExpiryPolicy;
import io.belay.amqp.type.Header;
import io.belay.amqp.type.LifetimePolicy;
import io.belay.amqp.type.Performative;
import io.belay.amqp.type.Performative.Attach;
import io.belay.amqp.type.Performative.Begin;
import io.belay.amqp.type.Performative.Close;
import io.belay.amqp.type.Performative.Detach;
import io.belay.amqp.type.Performative.Disposition;
import io.belay.amqp.type.Performative.End;
import io.belay.amqp.type.Performative.Flow;
import io.belay.amqp.type.Performative.Open;
import io.belay.amqp.type.Performative.Transfer;
import io.belay.amqp.type.Properties;
import io.belay.amqp.type.ReceiverSettleMode;
import io.belay.amqp.type.Role;
import io.belay.amqp.type.SaslCode;
import io.belay.amqp.type.SaslFrame;
import io.belay.amqp.type.SenderSettleMode;
import io.belay.amqp.type.Source;
import io.belay.amqp.type.Symbol;
import io.belay.amqp.type.Target;
import io.belay.amqp.type.TargetTerminus;
import io.belay.amqp.type.TerminusDurability;
import io.belay.amqp.type.Timestamp;
import io.belay.amqp.type.UnsignedByte;
import io.belay.amqp.type.UnsignedInteger;
import io.belay.amqp.type.UnsignedLong;
import io.belay.amqp.type.UnsignedShort;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Values, states, termini and frames as a seed will have them: all legal, often at the edges of their encodings. */
final class RandomTypes {
    private static final int[] EDGES = {0, 1, 127, 128, 255, 256, 65_535, Integer.MAX_VALUE, -1, -128, -129};

    private final Random random;
    private final boolean isPlain;

    RandomTypes(long seed) {
        this(seed, false);
    }

    /** Leaves out, if {@code isPlain}, what other codecs read as something else: arrays, chars, states of nobody. */
    RandomTypes(long seed, boolean isPlain) {
        random = new Random(seed);
        this.isPlain = isPlain;
    }

    @Nullable
    Object value(int depth) {
        int kind = random.nextInt(depth > 0 ? 22 : 18);
        return switch (kind) {
            case 18 -> many(() -> value(depth - 1));
            case 19 -> map(() -> scalar(random.nextInt(18)), depth - 1);
            case 20 -> new Described(random.nextBoolean() ? symbol() : ulong(), value(depth - 1));
            case 21 -> isPlain ? text() : array(depth - 1);
            default -> scalar(kind);
        };
    }

    private @Nullable Object scalar(int kind) {
        return switch (kind) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> new UnsignedByte(random.nextInt(256));
            case 3 -> new UnsignedShort(random.nextInt(65_536));
            case 4 -> new UnsignedInteger(number());
            case 5 -> ulong();
            case 6 -> (byte) random.nextInt();
            case 7 -> (short) random.nextInt();
            case 8 -> number();
            case 9 -> random.nextBoolean() ? (Object) random.nextLong() : (Object) (long) number();
            case 10 -> random.nextFloat();
            case 11 -> random.nextDouble();
            case 12 -> decimal();
            case 13 -> isPlain ? binary() : new Char(random.nextInt(0x110000));
            case 14 -> new Timestamp(random.nextLong());
            case 15 -> new UUID(random.nextLong(), random.nextLong());
            case 16 -> binary();
            default -> random.nextBoolean() ? text() : symbol();
        };
    }

    private Object decimal() {
        return switch (random.nextInt(3)) {
            case 0 -> new Decimal32(random.nextInt());
            case 1 -> new Decimal64(random.nextLong());
            default -> new Decimal128(random.nextLong(), random.nextLong());
        };
    }

    private int number() {
        return random.nextBoolean() ? EDGES[random.nextInt(EDGES.length)] : random.nextInt();
    }

    long uint() {
        return number() & 0xFFFF_FFFFL;
    }

    private long optionalUint() {
        return random.nextInt(3) == 0 ? -1 : uint();
    }

    private UnsignedLong ulong() {
        return new UnsignedLong(random.nextBoolean() ? number() : random.nextLong());
    }

    Binary binary() {
        byte[] bytes = new byte[length()];
        random.nextBytes(bytes);
        return Binary.of(bytes);
    }

    private int length() {
        return switch (random.nextInt(12)) {
            case 0 -> 0;
            case 1 -> 255;
            case 2 -> 256;
            default -> random.nextInt(20);
        };
    }

    String text() {
        String alphabet = "abcdefghijklmnopqrstuvwxyz\u0000é€";
        var text = new StringBuilder();
        for (int left = length(); left > 0; left--) text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        if (random.nextInt(8) == 0) text.append("\uD83D\uDE00");
        return text.toString();
    }

    Symbol symbol() {
        var text = new StringBuilder();
        for (int left = length(); left > 0; left--) text.append((char) random.nextInt(128));
        return Symbol.of(text.toString());
    }

    private <T> List<T> many(Supplier<T> one) {
        var list = new ArrayList<T>();
        for (int left = random.nextInt(5); left > 0; left--) list.add(one.get());
        return list;
    }

    <K> Map<K, @Nullable Object> map(Supplier<K> key, int depth) {
        var map = new LinkedHashMap<K, @Nullable Object>();
        for (int left = random.nextInt(4); left > 0; left--) map.put(key.get(), value(depth));
        return map;
    }

    private Map<Symbol, @Nullable Object> fields() {
        return random.nextBoolean() ? Map.of() : map(this::symbol, 2);
    }

    private AmqpArray array(int depth) {
        List<@Nullable Object> descriptors = random.nextInt(4) == 0 ? List.of(symbol()) : List.of();
        return switch (random.nextInt(9)) {
            case 0 -> new AmqpArray(descriptors, Format.INT, many(this::number));
            case 1 -> new AmqpArray(descriptors, Format.BOOLEAN, many(random::nextBoolean));
            case 2 -> new AmqpArray(descriptors, Format.UUID, many(() -> new UUID(1, random.nextLong())));
            case 3 -> new AmqpArray(descriptors, Format.STRING_32, many(this::text));
            case 4 -> new AmqpArray(descriptors, Format.BINARY_32, many(this::binary));
            case 5 -> new AmqpArray(descriptors, Format.LIST_32, many(() -> many(() -> value(depth))));
            case 6 -> new AmqpArray(descriptors, Format.MAP_32, many(() -> map(this::symbol, depth)));
            case 7 -> new AmqpArray(descriptors, Format.ARRAY_32, many(() -> array(depth)));
            default -> AmqpArray.ofSymbols(many(this::symbol));
        };
    }

    Performative performative() {
        return switch (random.nextInt(9)) {
            case 0 -> open();
            case 1 ->
                new Begin(
                        random.nextInt(65_537) - 1,
                        uint(),
                        uint(),
                        uint(),
                        uint(),
                        many(this::symbol),
                        many(this::symbol),
                        fields());
            case 2 -> attach();
            case 3 -> flow();
            case 4 -> transfer();
            case 5 -> disposition();
            case 6 -> new Detach(uint(), random.nextBoolean(), error());
            case 7 -> new End(error());
            default -> new Close(error());
        };
    }

    private Open open() {
        return new Open(
                text(),
                random.nextBoolean() ? null : text(),
                uint(),
                random.nextInt(65_536),
                uint(),
                many(this::symbol),
                many(this::symbol),
                many(this::symbol),
                many(this::symbol),
                fields());
    }

    private Attach attach() {
        Map<Binary, @Nullable DeliveryState> unsettled = new LinkedHashMap<>();
        for (int left = random.nextInt(4); left > 0; left--) unsettled.put(binary(), optionalState());
        return new Attach(
                text(),
                uint(),
                one(Role.values()),
                one(SenderSettleMode.values()),
                one(ReceiverSettleMode.values()),
                random.nextBoolean() ? null : source(),
                target(),
                random.nextBoolean() ? null : unsettled,
                random.nextBoolean(),
                optionalUint(),
                random.nextLong() & Long.MAX_VALUE,
                many(this::symbol),
                many(this::symbol),
                fields());
    }

    private Flow flow() {
        return new Flow(
                optionalUint(),
                uint(),
                uint(),
                uint(),
                optionalUint(),
                optionalUint(),
                optionalUint(),
                optionalUint(),
                random.nextBoolean(),
                random.nextBoolean(),
                fields());
    }

    Transfer transfer() {
        byte[] tag = new byte[random.nextInt(33)];
        boolean plain = random.nextBoolean();
        return new Transfer(
                uint(),
                optionalUint(),
                random.nextInt(4) == 0 ? null : Binary.of(tag),
                optionalUint(),
                random.nextBoolean(),
                random.nextBoolean(),
                plain || random.nextBoolean() ? null : one(ReceiverSettleMode.values()),
                plain ? null : optionalState(),
                !plain && random.nextBoolean(),
                !plain && random.nextBoolean(),
                !plain && random.nextBoolean());
    }

    Disposition disposition() {
        return new Disposition(
                one(Role.values()), uint(), uint(), random.nextBoolean(), optionalState(), random.nextBoolean());
    }

    private @Nullable DeliveryState optionalState() {
        return random.nextInt(5) == 0 ? null : state();
    }

    private DeliveryState state() {
        return switch (random.nextInt(9)) {
            case 0 -> new DeliveryState.Received(uint(), random.nextLong());
            case 1 -> new DeliveryState.Rejected(error());
            case 2 -> DeliveryState.RELEASED;
            case 3 -> new DeliveryState.Modified(random.nextBoolean(), random.nextBoolean(), fields());
            case 4 -> new DeliveryState.Declared(binary());
            case 5 -> new DeliveryState.TransactionalState(binary(), null);
            case 6 -> new DeliveryState.TransactionalState(binary(), new DeliveryState.Rejected(error()));
            case 7 ->
                isPlain ? DeliveryState.ACCEPTED : new DeliveryState.UnknownState(new Described(symbol(), value(2)));
            default -> DeliveryState.ACCEPTED;
        };
    }

    private @Nullable AmqpError error() {
        if (random.nextBoolean()) return null;
        return new AmqpError(ErrorCondition.LINK_STOLEN, random.nextBoolean() ? null : text(), fields());
    }

    private Source source() {
        return new Source(
                random.nextBoolean() ? null : text(),
                one(TerminusDurability.values()),
                one(ExpiryPolicy.values()),
                uint(),
                random.nextBoolean(),
                Map.of(LifetimePolicy.KEY, one(LifetimePolicy.values()).described()),
                random.nextBoolean() ? null : symbol(),
                fields(),
                isPlain ? DeliveryState.RELEASED : optionalState(),
                many(this::symbol),
                many(this::symbol));
    }

    private @Nullable TargetTerminus target() {
        return switch (random.nextInt(3)) {
            case 0 -> null;
            case 1 -> new Coordinator(many(this::symbol));
            default ->
                new Target(
                        random.nextBoolean() ? null : text(),
                        one(TerminusDurability.values()),
                        one(ExpiryPolicy.values()),
                        uint(),
                        random.nextBoolean(),
                        fields(),
                        many(this::symbol));
        };
    }

    SaslFrame sasl() {
        return switch (random.nextInt(5)) {
            case 0 -> new SaslFrame.SaslMechanisms(many(this::symbol));
            case 1 ->
                new SaslFrame.SaslInit(
                        symbol(), random.nextBoolean() ? null : binary(), random.nextBoolean() ? null : text());
            case 2 -> new SaslFrame.SaslChallenge(binary());
            case 3 -> new SaslFrame.SaslResponse(binary());
            default -> new SaslFrame.SaslOutcome(one(SaslCode.values()), random.nextBoolean() ? null : binary());
        };
    }

    Header header() {
        return new Header(random.nextBoolean(), random.nextInt(256), optionalUint(), random.nextBoolean(), uint());
    }

    Properties properties() {
        return new Properties(
                id(),
                random.nextBoolean() ? null : binary(),
                random.nextBoolean() ? null : text(),
                random.nextBoolean() ? null : text(),
                random.nextBoolean() ? null : text(),
                id(),
                random.nextBoolean() ? null : symbol(),
                random.nextBoolean() ? null : symbol(),
                random.nextBoolean() ? null : new Timestamp(random.nextLong()),
                random.nextBoolean() ? null : new Timestamp(random.nextLong()),
                random.nextBoolean() ? null : text(),
                optionalUint(),
                random.nextBoolean() ? null : text());
    }

    private @Nullable Object id() {
        return switch (random.nextInt(5)) {
            case 0 -> text();
            case 1 -> ulong();
            case 2 -> binary();
            case 3 -> new UUID(random.nextLong(), random.nextLong());
            default -> null;
        };
    }

    private <E> E one(E[] values) {
        return values[random.nextInt(values.length)];
    }
}
