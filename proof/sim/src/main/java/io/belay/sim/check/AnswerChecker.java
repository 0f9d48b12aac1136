package io.belay.sim.check;

import io.belay.sim.Deed;
import io.belay.sim.Event;
import io.belay.sim.Moment;
import io.belay.sim.check.Trade.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * No call waits for ever: once faults have stopped, and as long as none has happened, every send, commit, attach and drain
 * is answered long before the client loses its patience; and at the end every client is connected.
 */
public final class AnswerChecker implements Checker {
    private static final long SETTLING_US = 5_000_000; // that what the faults have left behind may take

    /** Creates it. */
    public AnswerChecker() {}

    @Override
    public List<Finding> judge(Story story) {
        List<Finding> findings = new ArrayList<>();
        boolean hasFault = false;
        for (Moment moment : story.moments) {
            hasFault |= moment.event() instanceof Event.Fault;
            if (!(moment.event() instanceof Event.Did did) || !(did.deed() instanceof Deed.GaveUp gaveUp)) continue;
            boolean isCalm = gaveUp.askedUs() > story.atUs(story.calm) + SETTLING_US && story.calm < moment.index();
            if (!isCalm && hasFault) continue;
            String what = did.client() + " waited in vain for an answer to " + gaveUp.call();
            findings.add(new Finding(name(), moment.index(), what, List.of(did.client()), 0));
        }
        if (story.over != Publication.NEVER) atTheEnd(story, findings);
        return findings;
    }

    private void atTheEnd(Story story, List<Finding> findings) {
        TreeMap<String, Span> newest = new TreeMap<>();
        story.trade.spans.values().forEach(span -> newest.put(span.client, span));
        for (Span span : newest.values()) {
            boolean isProgram = story.ledger.lives.stream().anyMatch(life -> life.program.equals(span.client));
            if (isProgram || span.stands(story.over)) continue;
            String what = span.client + " is not connected at the end";
            findings.add(
                    new Finding(name(), Math.min(span.clientEnded, span.serverEnded), what, List.of(span.client), 0));
        }
        long lastUs = story.atUs(story.over) - SETTLING_US;
        for (Trade.Letter letter : story.trade.letters.values()) {
            boolean waits = letter.deal == null && letter.answered == Publication.NEVER && !letter.isRepeated;
            if (!waits || !letter.span.stands(story.over) || story.atUs(letter.index) > lastUs) continue;
            findings.add(new Finding(
                    name(),
                    letter.index,
                    letter + " was never answered",
                    List.of(letter.span.client),
                    letter.number()));
        }
    }
}
