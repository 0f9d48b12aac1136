package io.belay.sim;

import io.belay.base.Break;
import io.belay.base.Cause;
import io.belay.node.Request;
import java.util.List;
import java.util.function.UnaryOperator;

/** Ways to break what a server remembers of how lines ended. */
final class CauseMischiefs {
    private CauseMischiefs() {}

    /** Puts the blame for all ends on the network. */
    static Mischief blaming() {
        return telling(how -> new Break(Cause.RESET, how.words()));
    }

    /** Takes who fell silent for one that has said goodbye. */
    static Mischief polite() {
        return telling(how -> how.cause() == Cause.SILENT ? new Break(Cause.GOODBYE, how.words()) : how);
    }

    /** Knows that lines ended, and not why. */
    static Mischief vague() {
        return telling(how -> new Break(Cause.UNKNOWN, how.words()));
    }

    /** Shows of bytes that were wrong some others. */
    static Mischief forging() {
        return telling(how -> new Break(how.cause(), how.words().replaceFirst(" on: .*", " on: 2a 2a")));
    }

    private static Mischief telling(UnaryOperator<Break> changed) {
        return new Mischief() {
            @Override
            public List<Request> asked(Request request) {
                if (!(request instanceof Request.Leave leave)) return List.of(request);
                Break how = changed.apply(leave.why());
                return List.of(
                        new Request.Leave(leave.line(), how, leave.unanswered(), leave.withWill(), leave.expiryS()));
            }
        };
    }
}
