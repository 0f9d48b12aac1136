package io.belay.interop;

/**
 * How a client comes.
 *
 * @param port where, on 127.0.0.1
 * @param clientId as whom
 * @param keeps whether its session stays when the line ends
 * @param returns whether its session is there already
 * @param willTopic where its will says "gone" at QoS 1, empty for no will
 */
record Visit(int port, String clientId, boolean keeps, boolean returns, String willTopic) {
    static Visit once(int port, String clientId) {
        return new Visit(port, clientId, false, false, "");
    }

    static Visit first(int port, String clientId) {
        return new Visit(port, clientId, true, false, "");
    }

    Visit again() {
        return new Visit(port, clientId, true, true, "");
    }

    Visit withWill(String topic) {
        return new Visit(port, clientId, keeps, returns, topic);
    }

    boolean hasWill() {
        return !willTopic.isEmpty();
    }
}
