package io.belay.sim.check;

import io.belay.sim.check.Trade.Handing;
import java.util.ArrayList;
import java.util.List;

/**
 * The delivery count tells the truth: it never falls, and rises with each delivery that failed, was rolled back or was
 * lost. One that was lost is not counted when it would be the last, and a crash may undo one that was not on the disk.
 */
public final class RedeliveryChecker implements Checker {
    private static final long LAST_TRY = 9; // a loss alone makes no dead letter, so it counts no further

    /** Creates it. */
    public RedeliveryChecker() {}

    @Override
    public List<Finding> judge(Story story) {
        List<Finding> findings = new ArrayList<>();
        story.trade
                .byKey()
                .forEach((key, byNumber) -> byNumber.forEach((number, all) -> {
                    Publication publication = story.publications.get(number);
                    boolean isOne = publication == null || publication.copiesMax() == 1;
                    for (int index = 1; isOne && index < all.size(); index++) {
                        judge(story, all.get(index - 1), all.get(index), findings);
                    }
                }));
        return findings;
    }

    private void judge(Story story, Handing before, Handing again, List<Finding> findings) {
        if (again.isLate() || before.isLate()) return;
        long count = before.got.count();
        boolean isReleased = before.mayBeReleased();
        boolean isUndoable = story.hasDied(before.index, again.index);
        long least = isReleased || isUndoable || count >= LAST_TRY ? count : count + 1;
        if (again.got.count() >= least) return;
        findings.add(new Finding(
                name(),
                again.index,
                again + " should have a count of at least " + least + " after delivery " + before.got.delivery(),
                List.of(before.link.span.client, again.link.span.client),
                again.number()));
    }
}
