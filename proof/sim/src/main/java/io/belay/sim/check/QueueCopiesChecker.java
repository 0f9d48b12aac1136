package io.belay.sim.check;

import io.belay.sim.Deed;
import io.belay.sim.check.Trade.Handing;
import java.util.ArrayList;
import java.util.List;

/**
 * Nothing comes twice from a queue or a subscription without a reason: never again once its consumer was told that it is
 * accepted for good, never again while the line stands on which it was accepted, and never again as if for the first time,
 * unless it was released or given up in good order.
 */
public final class QueueCopiesChecker implements Checker {
    /** Creates it. */
    public QueueCopiesChecker() {}

    @Override
    public List<Finding> judge(Story story) {
        List<Finding> findings = new ArrayList<>();
        story.trade
                .byKey()
                .forEach((key, byNumber) -> byNumber.forEach((number, all) -> {
                    Publication publication = story.publications.get(number);
                    boolean isOne = publication == null || publication.copiesMax() == 1;
                    if (isOne) judge(all, findings);
                }));
        return findings;
    }

    private void judge(List<Handing> all, List<Finding> findings) {
        for (int later = 1; later < all.size(); later++) {
            Handing again = all.get(later);
            if (again.isLate()) continue;
            for (int earlier = 0; earlier < later; earlier++) {
                Handing before = all.get(earlier);
                String wrong = wrong(before, again);
                if (wrong.isEmpty()) continue;
                List<String> clients = List.of(before.link.span.client, again.link.span.client);
                String what = again + " came before as delivery " + before.got.delivery() + wrong;
                findings.add(new Finding(name(), again.index, what, clients, again.number()));
                break;
            }
        }
    }

    private static String wrong(Handing before, Handing again) {
        if (before.taken() < again.index) return ", and its client knows that it is accepted";
        boolean isAccepted = before.is(Deed.Decision.ACCEPT) && before.deal == null && before.decided < again.index;
        if (isAccepted && before.link.span.stands(again.index)) return ", and is accepted on a line that stands";
        if (again.got.count() == 0 && !before.mayBeReleased()) return ", but is not marked as delivered before";
        return "";
    }
}
