package io.belay.sim.check;

import io.belay.sim.History;
import java.util.ArrayList;
import java.util.List;

/** All judges together. */
public final class Checkers {
    private static final List<Checker> ALL = List.of(
            new ReplayChecker(),
            new ProtocolChecker(),
            new SyncChecker(),
            new SessionChecker(),
            new TakeoverChecker(),
            new WindowChecker(),
            new OriginChecker(),
            new CopiesChecker(),
            new OrderChecker(),
            new ReachChecker(),
            new RetainedChecker(),
            new WillChecker(),
            new KeepAliveChecker(),
            new LivenessChecker(),
            new CauseChecker(),
            new QueueSyncChecker(),
            new QueueOriginChecker(),
            new QueueReachChecker(),
            new QueueCopiesChecker(),
            new RedeliveryChecker(),
            new QueueOrderChecker(),
            new TransactionChecker(),
            new DeadLetterChecker(),
            new DrainChecker(),
            new AnswerChecker(),
            new ProgramOnceChecker(),
            new ProgramReachChecker(),
            new ProgramOriginChecker(),
            new ProgramDealChecker(),
            new ProgramOrderChecker(),
            new ProgramPriorityChecker(),
            new ProgramGroupChecker(),
            new ProgramCreditChecker(),
            new ProgramCallChecker(),
            new ProgramSessionChecker(),
            new ProgramSyncChecker());

    /** Those whose promises hold over a restored backup. */
    private static final List<Checker> RESTORED = List.of(
            new ReplayChecker(),
            new RestoreChecker(),
            new ProgramCallChecker(),
            new ProgramCreditChecker(),
            new ProgramRestoreChecker());

    private Checkers() {}

    /** Every one of them. */
    public static List<Checker> all() {
        return ALL;
    }

    /**
     * What all of them find in a history. Where a backup was restored, most promises end: what was confirmed after the backup is
     * gone. So all judge what came before, and of the whole those judge who know that.
     */
    public static List<Finding> judge(History history) {
        Story story = Story.of(history);
        if (story.restored == Publication.NEVER) return judge(ALL, story);
        List<Finding> findings = judge(ALL, Story.of(history.moments().subList(0, story.restored)));
        findings.addAll(judge(RESTORED, story));
        return findings;
    }

    private static List<Finding> judge(List<Checker> checkers, Story story) {
        List<Finding> findings = new ArrayList<>();
        checkers.forEach(checker -> findings.addAll(checker.judge(story)));
        return findings;
    }
}
