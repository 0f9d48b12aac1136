package io.belay.admin.cli;

import io.belay.admin.text.BadSettingException;
import io.belay.admin.text.ProgressBar;
import io.belay.admin.text.Words;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;

/** Has messages moved, many in several goes, so that it is seen how far that is and can be broken off in between. */
final class Moves {
    private static final long AT_A_TIME = 10_000;

    private final CommandSpec spec;
    private final AdminClient broker;
    private final String path;
    private final String verb;
    private final String count; // the field with how many were moved
    private final Map<String, Object> wish;

    Moves(CommandSpec spec, AdminClient broker, String queue, String verb, String count, Map<String, Object> wish) {
        this.spec = spec;
        this.broker = broker;
        path = "/api/queues/" + AdminClient.encoded(queue);
        this.verb = verb;
        this.count = count;
        this.wish = wish;
    }

    /** Returns the exit code: that some stayed which were named is a failure. */
    int carryOut(@Nullable List<Long> ids, boolean all, @Nullable Long max, String where)
            throws IOException, BadSettingException {
        if (all == (ids != null))
            throw new BadSettingException("expected --id or --all; found " + (all ? "both" : "neither"));
        Map<String, @Nullable Object> last = ids == null ? all(max) : order(Map.of("ids", ids));
        long moved = number(last, count);
        long left = number(last, "leftCount");
        String words = count + " " + Said.messages(moved) + where;
        if (left > 0) words += "; left " + Said.messages(left) + why(last);
        Said.say(spec, broker, last, words);
        return ids != null && left > 0 ? AskingCommands.FAILED : ExitCode.OK;
    }

    /** What is there now, in several goes; the last answer, with the sums of all. */
    private Map<String, @Nullable Object> all(@Nullable Long max) throws IOException, BadSettingException {
        Map<String, @Nullable Object> queue = broker.fields(path, "");
        long there = number(queue, "messages");
        long most = max == null ? Long.MAX_VALUE : max;
        long moved = 0;
        long left = 0;
        Object why = List.of(); // of the first that stayed
        Map<String, Object> asked = new LinkedHashMap<>(Map.of("all", true, "upTo", number(queue, "lastId")));
        try (ProgressBar bar = ProgressBar.of(verb, spec.commandLine().getErr())) {
            while (true) {
                asked.put("max", Math.min(AT_A_TIME, most - moved));
                Map<String, @Nullable Object> answer = order(asked);
                moved += number(answer, count);
                if (left == 0) why = answer.get("left");
                left += number(answer, "leftCount");
                bar.atCount(moved, Math.min(there, most));
                Object next = answer.get("next");
                if (next == null || moved >= most) return summed(answer, moved, left, why);
                asked.put("after", next);
                if (answer.get("full") instanceof List<?> full) asked.put("full", full);
            }
        }
    }

    private Map<String, @Nullable Object> summed(
            Map<String, @Nullable Object> last, long moved, long left, @Nullable Object why) {
        last.put(count, moved);
        last.put("leftCount", left);
        last.put("left", why);
        return last;
    }

    private Map<String, @Nullable Object> order(Map<String, Object> asked) throws IOException, BadSettingException {
        Map<String, Object> order = new LinkedHashMap<>(wish);
        order.putAll(asked);
        return broker.fields("POST", path + "/" + verb, order);
    }

    private static String why(Map<String, @Nullable Object> answer) {
        boolean isSaid = answer.get("left") instanceof List<?> list && !list.isEmpty();
        if (!isSaid) return "";
        Map<?, ?> first = (Map<?, ?>) ((List<?>) answer.get("left")).get(0);
        return ", the first of them, " + first.get("id") + ", because "
                + Words.printable(String.valueOf(first.get("why")));
    }

    /** A number of an answer; 0 if it is not there. */
    static long number(Map<String, @Nullable Object> answer, String field) {
        return answer.get(field) instanceof Long number ? number : 0;
    }
}
