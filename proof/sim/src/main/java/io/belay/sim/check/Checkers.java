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

    private Checkers() {}

    /** Every one of them. */
    public static List<Checker> all() {
        return ALL;
    }

    /** What all of them find in a history. */
    public static List<Finding> judge(History history) {
        Story story = Story.of(history);
        List<Finding> findings = new ArrayList<>();
        ALL.forEach(checker -> findings.addAll(checker.judge(story)));
        return findings;
    }
}
