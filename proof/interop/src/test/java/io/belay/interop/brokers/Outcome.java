package io.belay.interop.brokers;

/** What came of a trial. */
enum Outcome {
    /** It holds; over a cut: the program notices nothing. */
    YES("yes"),
    /** Over a cut: not as if nothing had happened, but the program is told, by an exception or the mark of a redelivery. */
    TOLD("told"),
    /** Over a cut: what happened meanwhile is missed; the program is told that it was away. */
    MISSED("missed"),
    /** It does not hold. */
    NO("no");

    private final String cell;

    Outcome(String cell) {
        this.cell = cell;
    }

    /** As the table has it. */
    String cell() {
        return cell;
    }
}
