package io.belay.client;

import io.belay.amqp.type.Symbol;
import io.belay.base.Check;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a session is to be, and its bounds.
 *
 * @param containerId by which the broker knows the client; not empty
 * @param hostname the virtual host, null for none
 * @param user who speaks, null for nobody in particular
 * @param password of the user, null if there is none
 * @param isExternal the transport says who speaks (EXTERNAL), such as by a certificate
 * @param wantsSession ask the broker to keep the session when the line is lost
 * @param expiryS how long it should, seconds, 0 to 4294967295
 * @param displaces take the name from another client that has it now; never done on return
 * @param pingIntervalMs a line on which nothing came for twice as long is given up; 0 for never
 * @param dialTimeoutMs for the transport to open a line, 1 or more
 * @param stepTimeoutMs for each answer of the broker that a line waits for before it is in use, 1 or more
 * @param unsettledCountMax messages that were taken to be sent and are not settled, 1 or more
 * @param unsettledLengthMax their bytes, 1 or more; the last one may go beyond
 * @param messageLengthMax bytes of a message that may come, 1 or more
 * @param properties of the client, told when it opens
 * @param mechanisms of SASL that may be used, by their names in any case; empty: all that the client knows
 * @param repeatsDoubtful at a broker that does not keep sessions, a message whose answer was lost with the line is sent again
 *     and may arrive twice; otherwise it is answered with {@link ClientFailure.Known#UNKNOWN}
 */
public record ClientOptions(
        String containerId,
        @Nullable String hostname,
        @Nullable String user,
        @Nullable String password,
        boolean isExternal,
        boolean wantsSession,
        long expiryS,
        boolean displaces,
        int pingIntervalMs,
        int dialTimeoutMs,
        int stepTimeoutMs,
        int unsettledCountMax,
        long unsettledLengthMax,
        int messageLengthMax,
        Map<Symbol, @Nullable Object> properties,
        List<String> mechanisms,
        boolean repeatsDoubtful) {
    private static final int PING_MS_MAX = 1 << 29; // twice of it is still an int

    /** Checks the ranges and copies the properties and mechanisms. */
    public ClientOptions {
        Check.argument(!containerId.isEmpty(), "a container-id", 0);
        Check.argument(expiryS >= 0 && expiryS <= 0xFFFF_FFFFL, "expiryS, 0 to 4294967295", expiryS);
        Check.argument(pingIntervalMs >= 0 && pingIntervalMs <= PING_MS_MAX, "pingIntervalMs from 0", pingIntervalMs);
        Check.argument(dialTimeoutMs > 0, "dialTimeoutMs from 1", dialTimeoutMs);
        Check.argument(stepTimeoutMs > 0, "stepTimeoutMs from 1", stepTimeoutMs);
        Check.argument(unsettledCountMax > 0, "unsettledCountMax from 1", unsettledCountMax);
        Check.argument(unsettledLengthMax > 0, "unsettledLengthMax from 1", unsettledLengthMax);
        Check.argument(messageLengthMax > 0, "messageLengthMax from 1", messageLengthMax);
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
        mechanisms = List.copyOf(mechanisms);
    }

    /** With all mechanisms that the client knows, repeating what is in doubt. */
    public ClientOptions(
            String containerId,
            @Nullable String hostname,
            @Nullable String user,
            @Nullable String password,
            boolean isExternal,
            boolean wantsSession,
            long expiryS,
            boolean displaces,
            int pingIntervalMs,
            int dialTimeoutMs,
            int stepTimeoutMs,
            int unsettledCountMax,
            long unsettledLengthMax,
            int messageLengthMax,
            Map<Symbol, @Nullable Object> properties) {
        this(
                containerId,
                hostname,
                user,
                password,
                isExternal,
                wantsSession,
                expiryS,
                displaces,
                pingIntervalMs,
                dialTimeoutMs,
                stepTimeoutMs,
                unsettledCountMax,
                unsettledLengthMax,
                messageLengthMax,
                properties,
                List.of(),
                true);
    }

    /** The same, with only those mechanisms of SASL; empty: all. */
    public ClientOptions withMechanisms(List<String> names) {
        return with(names, repeatsDoubtful);
    }

    /** The same, but what is in doubt is sent again, or not. */
    public ClientOptions repeatingDoubtful(boolean repeats) {
        return with(mechanisms, repeats);
    }

    private ClientOptions with(List<String> names, boolean repeats) {
        return new ClientOptions(
                containerId,
                hostname,
                user,
                password,
                isExternal,
                wantsSession,
                expiryS,
                displaces,
                pingIntervalMs,
                dialTimeoutMs,
                stepTimeoutMs,
                unsettledCountMax,
                unsettledLengthMax,
                messageLengthMax,
                properties,
                names,
                repeats);
    }

    /**
     * Anonymous, kept for 300 s, 10 s between pings, 10 s to dial and for each step, 8,192 messages or 32 MiB unsettled,
     * messages of up to 64 MiB; what is in doubt is repeated.
     */
    public static ClientOptions of(String containerId) {
        return new ClientOptions(
                containerId,
                null,
                null,
                null,
                false,
                true,
                300,
                false,
                10_000,
                10_000,
                10_000,
                8_192,
                32L << 20,
                64 << 20,
                Collections.emptyMap());
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "ClientOptions[containerId=" + containerId + ", user=" + user + "]";
    }

    /**
     * The longest container-id beside these options, UTF-8 bytes: a broker that has not said yet what it takes need not take an Open
     * of more than 512 bytes (AMQP 1.0 §2.4.1), not even one that goes on with a session.
     */
    public int containerIdLengthMax() {
        return LineOpening.containerIdLengthMax(this);
    }
}
