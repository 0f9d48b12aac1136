package io.belay.sim.check;

import io.belay.sim.Deed;
import io.belay.sim.Place;
import io.belay.sim.check.Trade.Handing;
import io.belay.sim.check.Trade.Letter;
import java.util.ArrayList;
import java.util.List;

/** Nothing comes from a queue or a subscription that nobody has sent there, or that was refused. */
public final class QueueOriginChecker implements Checker {
    private static final Place DEAD_LETTERS = Place.queue("DLQ");

    /** Creates it. */
    public QueueOriginChecker() {}

    @Override
    public List<Finding> judge(Story story) {
        List<Finding> findings = new ArrayList<>();
        story.trade.handings.forEach(handing -> judge(story, handing, findings));
        story.trade.shown.forEach(handing -> judge(story, handing, findings));
        return findings;
    }

    private void judge(Story story, Handing handing, List<Finding> findings) {
        if (handing.number() == 0) return;
        String wrong = wrong(story, handing);
        if (wrong.isEmpty()) return;
        findings.add(new Finding(
                name(), handing.index, handing + ": " + wrong, List.of(handing.link.span.client), handing.number()));
    }

    private static String wrong(Story story, Handing handing) {
        Place place = handing.link.supply.place();
        Letter letter = story.trade.letters.get(handing.number());
        if (letter != null && letter.answered < handing.index && letter.answer == Deed.Answer.NO) {
            return "its sender was told that it is not taken";
        }
        if (place.equals(DEAD_LETTERS)) return "";
        if (!place.isTopic()) {
            if (letter == null) return "nobody had sent it";
            return letter.sent.to().equals(place) ? "" : "it was sent to " + letter.sent.to();
        }
        Publication publication = story.publications.get(handing.number());
        if (publication == null || publication.firstSent > handing.index) return "nobody had published it";
        return Filters.take(place.name(), publication.topic) ? "" : "it was published to " + publication.topic;
    }
}
