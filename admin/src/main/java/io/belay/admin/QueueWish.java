package io.belay.admin;

import io.belay.admin.text.BadSettingException;
import io.belay.admin.text.JsonReader;
import io.belay.admin.text.Words;
import io.belay.core.QueuePolicy;
import io.belay.core.WhenFull;
import io.belay.node.QueueOrder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads from JSON which queue somebody wants; what is not said is as {@link QueuePolicy#DEFAULTS} has it. */
final class QueueWish {
    private static final List<String> WHEN_FULL =
            List.of(QueueText.of(WhenFull.REFUSE), QueueText.of(WhenFull.DROP_OLDEST), QueueText.of(WhenFull.BLOCK));

    private final Map<String, @Nullable Object> said;

    private QueueWish(Map<String, @Nullable Object> said) {
        this.said = said;
    }

    /**
     * The order to make it.
     *
     * @throws BadSettingException if something is missing, unknown, or out of its range, with what was expected and found
     */
    static QueueOrder.Create of(String json) throws BadSettingException {
        QueueWish wish = new QueueWish(JsonReader.object(json));
        for (String field : wish.said.keySet()) {
            if (!fields().contains(field)) throw bad("one of the fields " + String.join(", ", fields()), field);
        }
        if (!wish.said.containsKey("name")) throw new BadSettingException("the name of the queue is missing");
        return new QueueOrder.Create(wish.text("name", ""), wish.policy());
    }

    private static Set<String> fields() {
        Map<String, Object> fields = QueueJson.of(QueuePolicy.DEFAULTS);
        fields.put("name", "");
        return fields.keySet();
    }

    private QueuePolicy policy() throws BadSettingException {
        QueuePolicy unsaid = QueuePolicy.DEFAULTS;
        return new QueuePolicy(
                (int) number("messagesMax", unsaid.messagesMax(), 1, Integer.MAX_VALUE),
                number("bytesMax", unsaid.bytesMax(), 1, Long.MAX_VALUE),
                whenFull(text("whenFull", QueueText.of(unsaid.whenFull()))),
                (int) number("deliveriesMax", unsaid.deliveriesMax(), 0, Integer.MAX_VALUE),
                text("deadLetter", unsaid.deadLetter()),
                flag("exclusive", unsaid.exclusive()));
    }

    private static WhenFull whenFull(String word) throws BadSettingException {
        int index = WHEN_FULL.indexOf(word);
        if (index < 0) throw bad("whenFull: one of " + WHEN_FULL, word);
        return List.of(WhenFull.REFUSE, WhenFull.DROP_OLDEST, WhenFull.BLOCK).get(index);
    }

    private String text(String field, String unsaid) throws BadSettingException {
        if (!said.containsKey(field)) return unsaid;
        if (said.get(field) instanceof String text) return text;
        throw bad(field + ": a string", said.get(field));
    }

    private long number(String field, long unsaid, long min, long max) throws BadSettingException {
        if (!said.containsKey(field)) return unsaid;
        boolean fits = said.get(field) instanceof Long number && number >= min && number <= max;
        if (!fits) throw bad(field + ": a whole number from " + min + " to " + max, said.get(field));
        return (Long) said.get(field);
    }

    private boolean flag(String field, boolean unsaid) throws BadSettingException {
        if (!said.containsKey(field)) return unsaid;
        if (said.get(field) instanceof Boolean flag) return flag;
        throw bad(field + ": true or false", said.get(field));
    }

    private static BadSettingException bad(String expected, @Nullable Object found) {
        String shown = found instanceof String text ? "\"" + Words.printable(text) + "\"" : String.valueOf(found);
        return new BadSettingException("expected " + expected + "; found " + shown);
    }
}
