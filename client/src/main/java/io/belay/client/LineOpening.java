package io.belay.client;

import io.belay.amqp.AmqpConnection;
import io.belay.amqp.AmqpEvent;
import io.belay.amqp.codec.FrameDecoder;
import io.belay.amqp.codec.FrameEncoder;
import io.belay.amqp.sasl.BearerMessage;
import io.belay.amqp.sasl.PlainMessage;
import io.belay.amqp.sasl.SaslMechanism;
import io.belay.amqp.sasl.ScramClient;
import io.belay.amqp.sasl.ScramHash;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.Performative;
import io.belay.amqp.type.SaslCode;
import io.belay.amqp.type.SaslFrame;
import io.belay.amqp.type.Symbol;
import io.belay.amqp.type.UnsignedInteger;
import io.belay.amqp.type.UnsignedLong;
import io.belay.base.ByteWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** How a line says who it is and what it wants: SASL by the best mechanism that both know, then Open. */
final class LineOpening {
    /** The broker keeps the session when the line is lost. */
    static final Symbol SESSION = Symbol.of("belay:session");

    static final Symbol NUMBER = Symbol.of("belay:session-number");
    static final Symbol RESUMED = Symbol.of("belay:resumed");
    static final Symbol RESTORED = Symbol.of("belay:restored");
    private static final Symbol PROCESS = Symbol.of("belay:process");
    private static final Symbol LINE = Symbol.of("belay:line");
    private static final Symbol CONSUMERS = Symbol.of("belay:consumers");
    private static final Symbol EXPIRY = Symbol.of("belay:session-expiry");
    private static final Symbol GRACE = Symbol.of("belay:grace");
    private static final Symbol DISPLACE = Symbol.of("belay:displace");
    private static final Symbol FAILS = Symbol.of("amqp:connection-establishment-failed");
    private static final List<Symbol> DESIRED = List.of(
            Symbol.of("sole-connection-for-container"),
            Symbol.of("DELAYED_DELIVERY"),
            Symbol.of("ANONYMOUS-RELAY"),
            Symbol.of("SHARED-SUBS"));
    private static final long SECOND_MS = 1_000;
    private static final int NARROW_MAX = 255;
    private static final int NUMBERS_LENGTH =
            10; // by which the engine's own limits, which it puts in, lengthen an Open at most

    /** To the broker's word that a token is no good; its refusal follows (RFC 7628 §3.2.3). */
    private static final Binary BEARER_HEARD = Binary.of((byte) 1);

    /**
     * What is wanted of a broker that keeps sessions.
     *
     * @param session to go on with, 0 for a new one
     * @param mayDisplace whether another program of the same name may have to give way
     * @param consumers how many will be attached again
     * @param process drawn once by the client, so that the broker knows its lines from those of others
     * @param line its number among those of the client: an earlier one that comes late is refused
     */
    record Wish(long session, boolean mayDisplace, int consumers, long process, long line) {}

    private final ClientOptions options;
    private final AmqpConnection connection;
    private final LongSupplier random;
    private final @Nullable String token;
    private boolean isByToken; // it has been shown
    private @Nullable ScramClient scram;
    private @Nullable String refusal;

    /** @param token to be shown instead of the password; null for the password */
    LineOpening(ClientOptions options, AmqpConnection connection, LongSupplier random, @Nullable String token) {
        this.token = token;
        this.options = options;
        this.connection = connection;
        this.random = random;
    }

    /** Why we do not go on; null if we do. */
    @Nullable
    String refusal() {
        return refusal;
    }

    /** Whether the token has been shown. */
    boolean showsToken() {
        return isByToken;
    }

    void offered(AmqpEvent.SaslOffered offer) {
        SaslMechanism best = SaslMechanism.strongest(offer.mechanisms(), ours());
        if (best == null) {
            String wanted = options.mechanisms().isEmpty() ? "" : "; wanted is one of " + options.mechanisms();
            refusal = "the broker offers " + offer.mechanisms() + ", of which none fits" + wanted;
            return;
        }
        SaslFrame.SaslInit init = new SaslFrame.SaslInit(best.symbol(), first(best), options.hostname());
        int length = FrameEncoder.write(init, new ByteWriter(0));
        int most = isByToken ? SaslMechanism.TOKEN_FRAME_SIZE_MAX : SaslMechanism.FRAME_SIZE_MAX;
        if (length > most) {
            String what = isByToken ? "the token takes" : "user name and password take";
            refusal = what + " a frame of " + length + " bytes, at most " + most + " are said";
        } else connection.saslInit(init.mechanism(), init.initialResponse(), init.hostname());
    }

    private List<SaslMechanism> ours() {
        List<SaslMechanism> ours = new ArrayList<>();
        if (options.isExternal()) ours.add(SaslMechanism.EXTERNAL);
        if (token != null) {
            ours.add(SaslMechanism.OAUTHBEARER);
            if (options.user() != null) ours.add(SaslMechanism.PLAIN); // For brokers that take it as the password.
        } else if (options.user() == null) ours.add(SaslMechanism.ANONYMOUS);
        else {
            ours.add(SaslMechanism.PLAIN);
            ours.add(SaslMechanism.SCRAM_SHA_256);
            ours.add(SaslMechanism.SCRAM_SHA_512);
        }
        ours.removeIf(each -> !isWanted(each));
        return ours;
    }

    private boolean isWanted(SaslMechanism mechanism) {
        String name = mechanism.symbol().toString();
        return options.mechanisms().isEmpty() || options.mechanisms().stream().anyMatch(name::equalsIgnoreCase);
    }

    private Binary first(SaslMechanism mechanism) {
        String user = options.user() == null ? "" : options.user();
        String known = options.password() == null ? "" : options.password();
        String password = token == null ? known : token;
        isByToken = token != null && mechanism != SaslMechanism.EXTERNAL;
        switch (mechanism) {
            case OAUTHBEARER:
                return new BearerMessage(user, password).toBinary();
            case PLAIN:
                return new PlainMessage("", user, password).toBinary();
            case SCRAM_SHA_256, SCRAM_SHA_512:
                ScramHash hash = mechanism == SaslMechanism.SCRAM_SHA_256 ? ScramHash.SHA_256 : ScramHash.SHA_512;
                ScramClient client = new ScramClient(hash, user, password, nonce());
                scram = client;
                return client.first();
            default:
                return Binary.of();
        }
    }

    private String nonce() {
        return Long.toHexString(random.getAsLong()) + '-' + Long.toHexString(random.getAsLong()) + "-0123456789abcdef";
    }

    void challenged(AmqpEvent.SaslChallenged challenge) {
        ScramClient exchange = scram;
        if (exchange == null && isByToken) {
            connection.saslResponse(BEARER_HEARD);
            return;
        }
        Binary response = exchange == null ? null : exchange.respond(challenge.challenge());
        if (response == null) refusal = "the broker's challenge makes no sense";
        else connection.saslResponse(response);
    }

    /** Authenticated or not. */
    void ended(AmqpEvent.SaslEnded end, Wish wish) {
        if (end.code() != SaslCode.OK) return; // The engine closes the line.
        ScramClient exchange = scram;
        if (exchange != null && !exchange.isServerGenuine(end.additionalData())) {
            refusal = "the broker does not know the password itself: it is not the one that it claims to be";
            return;
        }
        connection.open(open(options, wish));
    }

    /**
     * The longest container-id that leaves the longest Open, which is one that goes on with a session, within what every peer takes
     * (§2.4.1): its length is told in 1 byte up to 255, then in 4.
     */
    static int containerIdLengthMax(ClientOptions options) {
        Performative.Open open = open(options, new Wish(-1, true, -1, -1, -1));
        int length = open.containerId().getBytes(StandardCharsets.UTF_8).length;
        int others = FrameEncoder.write(0, open, new ByteWriter(0)) - length - (length <= NARROW_MAX ? 2 : 5);
        int room = FrameDecoder.FRAME_SIZE_MIN_MAX - NUMBERS_LENGTH - others;
        return room - 2 <= NARROW_MAX ? room - 2 : Math.max(NARROW_MAX, room - 5);
    }

    private static Performative.Open open(ClientOptions options, Wish wish) {
        Map<Symbol, @Nullable Object> properties = new LinkedHashMap<>(options.properties());
        List<Symbol> desired = new ArrayList<>(DESIRED);
        if (options.wantsSession()) {
            desired.add(SESSION);
            if (wish.session != 0) properties.put(NUMBER, new UnsignedLong(wish.session));
            properties.put(CONSUMERS, new UnsignedInteger(wish.consumers)); // So the broker knows when all have come.
            properties.put(EXPIRY, new UnsignedInteger((int) options.expiryS()));
            properties.put(PROCESS, new UnsignedLong(wish.process));
            properties.put(LINE, new UnsignedLong(wish.line));
            if (wish.mayDisplace && options.displaces()) properties.put(DISPLACE, true);
        }
        List<Symbol> none = List.of();
        return new Performative.Open(
                options.containerId(), options.hostname(), 0, 0, 0, none, none, none, desired, properties);
    }

    /** Whether the broker says that its Close follows, and why stands in that. */
    static boolean isRefusal(Performative.Open theirs) {
        return Boolean.TRUE.equals(theirs.properties().get(FAILS));
    }

    /** The broker's number for the session that it keeps for us, 0 if it does not. */
    static long number(Performative.Open theirs) {
        boolean isKept = theirs.offeredCapabilities().contains(SESSION);
        return isKept && theirs.properties().get(NUMBER) instanceof UnsignedLong number ? number.bits() : 0;
    }

    /** How long the broker keeps the session without a line, milliseconds; 0 if it does not say. */
    static long expiryMs(Performative.Open theirs) {
        return theirs.properties().get(EXPIRY) instanceof UnsignedInteger seconds ? SECOND_MS * seconds.value() : 0;
    }

    /** How long the broker, once it has started, waits for those who may have something of its queues; 0 if it does not say. */
    static long graceMs(Performative.Open theirs) {
        return theirs.properties().get(GRACE) instanceof UnsignedInteger ms ? ms.value() : 0;
    }

    /** Of which backup the broker is, in words that no other has; empty if of none. */
    static String restored(Performative.Open theirs) {
        return theirs.properties().get(RESTORED) instanceof String mark ? mark : "";
    }

    static boolean isResumed(Performative.Open theirs) {
        return Boolean.TRUE.equals(theirs.properties().get(RESUMED));
    }
}
