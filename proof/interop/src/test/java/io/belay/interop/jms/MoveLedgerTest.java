package io.belay.interop.jms;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.interop.jms.MoveLedger.End;
import io.belay.interop.jms.MoveLedger.Found;
import io.belay.interop.jms.MoveLedger.Move;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The judge of {@link TransactionKillTest} finds what it is there to find. */
class MoveLedgerTest {
    private final MoveLedger ledger = new MoveLedger();

    @Test
    void a_transaction_that_is_wholly_there_or_wholly_not_is_right() {
        ledger.ended("a", List.of(0, 1), End.COMMITTED);
        ledger.ended("b", List.of(2), End.ROLLED_BACK);
        ledger.ended("c", List.of(2), End.UNKNOWN);
        ledger.ended("d", List.of(3), End.UNKNOWN);

        assertThat(judge(List.of(3, 4), moves("a", 0, "a", 1, "c", 2), moves("a", 0, "a", 1, "c", 2)))
                .isEmpty();
    }

    @Test
    void one_that_was_committed_and_is_gone_is_found() {
        ledger.ended("a", List.of(0), End.COMMITTED);

        assertThat(judge(List.of(0, 1, 2, 3, 4), moves(), moves()))
                .containsExactly("a was committed, and is not there");
    }

    @Test
    void one_that_was_rolled_back_and_is_there_is_found() {
        ledger.ended("a", List.of(0), End.ROLLED_BACK);

        assertThat(judge(List.of(1, 2, 3, 4), moves("a", 0), moves("a", 0)))
                .containsExactly("a was rolled back, and is there");
    }

    @Test
    void one_that_is_there_in_part_is_found() {
        ledger.ended("a", List.of(0, 1), End.UNKNOWN);

        assertThat(judge(List.of(1, 2, 3, 4), moves("a", 0), moves("a", 0, "a", 1)))
                .containsExactly("a of [0, 1] moved only [0]");
        assertThat(judge(List.of(2, 3, 4), moves("a", 0, "a", 1), moves()))
                .containsExactly("a of [0, 1] announced only []");
    }

    @Test
    void sends_without_their_acknowledgements_and_the_other_way_round_are_found() {
        ledger.ended("a", List.of(0), End.UNKNOWN);

        assertThat(judge(List.of(0, 1, 2, 3, 4), moves("a", 0), moves("a", 0))).containsExactly("0 is there 2 times");
        assertThat(judge(List.of(1, 2, 3, 4), moves(), moves())).containsExactly("0 is lost");
    }

    @Test
    void one_whose_commit_never_began_is_found() {
        assertThat(judge(List.of(1, 2, 3, 4), moves("z", 0), moves("z", 0)))
                .containsExactly("z was never committed, and is there");
    }

    private List<String> judge(List<Integer> left, List<Move> moved, List<Move> announced) {
        return ledger.judge(5, new Found(left, moved, announced));
    }

    private static List<Move> moves(Object... namesAndNumbers) {
        Move[] moves = new Move[namesAndNumbers.length / 2];
        for (int index = 0; index < moves.length; index++) {
            moves[index] = new Move((String) namesAndNumbers[2 * index], (int) namesAndNumbers[2 * index + 1]);
        }
        return List.of(moves);
    }
}
