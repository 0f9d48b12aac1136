package io.belay.jms;

import io.belay.amqp.type.Symbol;
import io.belay.client.ClientOptions;
import io.belay.client.ReturnOptions;
import io.belay.net.DialOptions;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a connection runs by: what follows from {@link ConnectionSettings} for the client, the lines and the calls that wait.
 *
 * @param settings what users said
 * @param user who connects, null for nobody in particular
 * @param password of the user
 * @param tokens by which it is said who connects, instead of the password; null for none
 * @param objects what object messages may bring to life
 */
record ConnectionOptions(
        ConnectionSettings settings,
        @Nullable String user,
        @Nullable String password,
        @Nullable TokenSource tokens,
        ObjectPolicy objects) {
    private static final int DIAL_MS_MAX = 3_600_000; // stands for "as long as the system waits"
    private static final int SUN_INTERVAL_MS =
            3_000; // imqReconnectInterval, where the pattern is Sun MQ's and it is not given
    private static final int STEP_MS = 10_000; // for each answer while a line is being made ready
    private static final int MESSAGE_LENGTH_MAX = 256 << 20;
    private static final long FOREVER_MS = 1L << 50; // of a deadline: 35,000 years

    /** Without tokens. */
    ConnectionOptions(
            ConnectionSettings settings, @Nullable String user, @Nullable String password, ObjectPolicy objects) {
        this(settings, user, password, null, objects);
    }

    /** What sends and acknowledgements wait for the broker's word. */
    enum Wait {
        /** Persistent messages, or what the program calls for. */
        SOME,
        /** All. */
        ALL,
        /** None. */
        NONE
    }

    /** How long a call may wait, milliseconds; a setting of 0 is for ever. */
    long timeoutMs(Setting setting) {
        long timeoutMs = settings.number(setting);
        return timeoutMs == 0 ? FOREVER_MS : timeoutMs;
    }

    int count(Setting setting) {
        return (int) Math.min(Integer.MAX_VALUE, settings.number(setting));
    }

    Wait sendWait() {
        return wait(Setting.SEND_WAITS);
    }

    Wait acknowledgeWait() {
        return wait(Setting.ACKNOWLEDGE_WAITS);
    }

    private Wait wait(Setting setting) {
        return switch (settings.text(setting)) {
            case "ALWAYS" -> Wait.ALL;
            case "NEVER" -> Wait.NONE;
            default -> Wait.SOME;
        };
    }

    /** The client of the session, under a name. */
    ClientOptions client(String containerId) {
        Map<Symbol, @Nullable Object> properties = new LinkedHashMap<>();
        properties.put(Symbol.of("product"), BelayConnectionMetaData.PRODUCT);
        properties.put(Symbol.of("version"), BelayConnectionMetaData.VERSION);
        properties.put(Symbol.of("platform"), "JVM " + Runtime.version());
        String host = settings.text(Setting.VIRTUAL_HOST);
        long dialMs = settings.number(Setting.DIAL_TIMEOUT_MS);
        ClientOptions options = new ClientOptions(
                containerId,
                host.isEmpty() ? null : host,
                user,
                password,
                false,
                settings.number(Setting.SESSION_EXPIRY_S) > 0,
                settings.number(Setting.SESSION_EXPIRY_S),
                settings.flag(Setting.DISPLACE),
                (int) settings.number(Setting.PING_MS),
                dialMs == 0 ? DIAL_MS_MAX : (int) dialMs,
                STEP_MS,
                2 * Math.min(Integer.MAX_VALUE / 2, count(Setting.UNSETTLED_MESSAGES_MAX)), // SendRoom is stricter
                2 * settings.number(Setting.UNSETTLED_BYTES_MAX),
                MESSAGE_LENGTH_MAX,
                properties);
        boolean repeats = settings.text(Setting.DOUBTFUL_SENDS).equals("REPEAT");
        return options.withMechanisms(settings.parts(Setting.SASL_MECHANISMS)).repeatingDoubtful(repeats);
    }

    /** Where to connect, and how often. A random order is drawn here, once for the connection (Sun MQ's RANDOM, row OMQ-2). */
    ReturnOptions returning() {
        boolean isRandom = settings.text(Setting.ADDRESS_ORDER).equals("RANDOM");
        List<String> addresses = (isRandom ? settings.addressList().shuffled(new SecureRandom()) : settings.addresses())
                .stream().map(Object::toString).toList();
        return new ReturnOptions(addresses, false, settings.flag(Setting.RECONNECT), pattern());
    }

    /** Sun MQ's pattern where its attributes, or ours of the same meaning, were given. */
    private ReturnOptions.Pattern pattern() {
        boolean isSunMqs = settings.isGiven(Setting.ADDRESS_ATTEMPTS)
                || settings.isGiven(Setting.ADDRESS_PASSES)
                || settings.number(Setting.RECONNECT_INTERVAL_MS) > 0;
        if (isSunMqs)
            return new ReturnOptions.Pattern.Fixed(
                    (int) settings.number(Setting.ADDRESS_ATTEMPTS),
                    intervalMs(),
                    (int) settings.number(Setting.ADDRESS_PASSES),
                    (int) settings.number(Setting.START_PASSES));
        return new ReturnOptions.Pattern.Backoff(
                count(Setting.BACK_OFF_MIN_MS),
                Math.max(count(Setting.BACK_OFF_MIN_MS), count(Setting.BACK_OFF_MAX_MS)),
                (int) Math.max(0, settings.number(Setting.START_PASSES)));
    }

    /** Never none at all: a broker that is down is not to be asked in a busy loop. */
    private int intervalMs() {
        int intervalMs = count(Setting.RECONNECT_INTERVAL_MS);
        if (intervalMs > 0) return intervalMs;
        boolean isWanted = settings.isGiven(Setting.RECONNECT_INTERVAL_MS);
        return isWanted ? count(Setting.BACK_OFF_MIN_MS) : SUN_INTERVAL_MS;
    }

    DialOptions dialing() {
        return Dialing.of(settings);
    }

    SendRoom sendRoom() {
        return new SendRoom(settings.number(Setting.UNSETTLED_BYTES_MAX), count(Setting.UNSETTLED_MESSAGES_MAX));
    }
}
