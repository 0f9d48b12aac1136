package io.belay.mqtt;

import io.belay.base.Check;
import io.belay.base.MalformedException;
import org.jspecify.annotations.Nullable;

/** Enhanced authentication on one line (MQTT 5.0 §4.12): one method for good, and the two ends take turns. */
final class Authentication {
    private enum Turn {
        NOBODY,
        PEER,
        OURS
    }

    private @Nullable String method;
    private Turn turn = Turn.NOBODY;

    /** CONNECT named {@code method}, null for none; the first step is the server's. */
    void begin(@Nullable String method, boolean isServer) {
        this.method = method;
        if (method != null) turn = isServer ? Turn.OURS : Turn.PEER;
    }

    /** Whether CONNECT named a method. */
    boolean isUsed() {
        return method != null;
    }

    boolean isPeersTurn() {
        return turn == Turn.PEER;
    }

    /** CONNACK ended the first authentication. */
    void finish() {
        turn = Turn.NOBODY;
    }

    /** Holds a CONNACK or AUTH to the method of CONNECT (MQTT-4.12.0-5, MQTT-4.12.1-1). */
    void checkMethod(Properties properties, boolean mayOmit) {
        String named = properties.string(Property.AUTHENTICATION_METHOD);
        boolean isSame = named == null ? mayOmit : named.equals(method);
        if (!isSame) throw violation("expected the authentication method " + method + ", not " + named);
    }

    /**
     * The peer's step.
     *
     * @throws MalformedException if the step is not its to take
     */
    void heard(Packet.Auth auth, boolean isServer, boolean isOpen) {
        if (method == null) throw violation("AUTH, but CONNECT named no authentication method");
        checkMethod(auth.properties(), !isServer && auth.reason() == ReasonCode.SUCCESS);
        Turn expected = auth.reason() == ReasonCode.RE_AUTHENTICATE ? Turn.NOBODY : Turn.PEER;
        if (turn != expected || !maySay(auth.reason(), !isServer, isOpen)) {
            throw violation("AUTH with " + auth.reason() + " out of turn");
        }
        turn = auth.reason() == ReasonCode.SUCCESS ? Turn.NOBODY : Turn.OURS;
    }

    /** Our step, with the method put in. */
    Packet.Auth say(Packet.Auth auth, boolean isServer, boolean isOpen) {
        Turn expected = auth.reason() == ReasonCode.RE_AUTHENTICATE ? Turn.NOBODY : Turn.OURS;
        Check.invariant(turn == expected, "a step of authentication in turn");
        Check.invariant(maySay(auth.reason(), isServer, isOpen), "a reason code of this end's AUTH");
        turn = auth.reason() == ReasonCode.SUCCESS ? Turn.NOBODY : Turn.PEER;
        return new Packet.Auth(
                auth.reason(), named(Shortening.copy(auth.properties())).build());
    }

    private static boolean maySay(ReasonCode reason, boolean isServer, boolean isOpen) {
        return switch (reason) {
            case CONTINUE_AUTHENTICATION -> true;
            case RE_AUTHENTICATE -> isOpen && !isServer;
            case SUCCESS -> isOpen && isServer; // before that CONNACK says so
            default -> false;
        };
    }

    /** Puts the method in, if there is one. */
    Properties.Builder named(Properties.Builder properties) {
        return method == null ? properties : properties.put(Property.AUTHENTICATION_METHOD, method);
    }

    private static MalformedException violation(String why) {
        return new MalformedException(ReasonCode.PROTOCOL_ERROR.code(), -1, why);
    }
}
