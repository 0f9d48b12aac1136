package io.belay.interop.soak;

/**
 * How much of what.
 *
 * @param aloneS seconds that those who behave well have the broker for themselves, before the overload and after it
 * @param overloadS seconds of overload
 * @param flows pairs of a producer and a consumer that takes half as much
 * @param perSecond messages that each producer sends
 * @param slow consumers that never read
 * @param stormEveryS seconds between two storms of connections
 * @param storm connections of one
 */
record SoakPlan(int aloneS, int overloadS, int flows, int perSecond, int slow, int stormEveryS, int storm) {
    /** A slice of seconds. */
    static SoakPlan small() {
        return new SoakPlan(1, 4, 1, 100, 20, 2, 200);
    }
}
