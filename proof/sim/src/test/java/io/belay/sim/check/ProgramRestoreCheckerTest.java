package io.belay.sim.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.client.ClientEvent;
import io.belay.sim.Act;
import io.belay.sim.Act.Word;
import io.belay.sim.Event;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of brokers that are restored wrong, and of those that are right. */
class ProgramRestoreCheckerTest {
    private final LedgerScript script = new LedgerScript();

    private void restores() {
        script.event(new Event.Died(1, "restored")).event(new Event.Restored()).event(new Event.Started(2));
    }

    /** The program "b" is back, and knows of the backup; it consumes from there. */
    private void returns() {
        script.loses("b", 2).dials("b", 1, 6).heard("b", 1, new ClientEvent.Restored("broker", "the backup"));
        script.heard("b", 1, new ClientEvent.Resumed("broker", 1, 0, 0, 0, 0, 0))
                .consumes("b", 9);
    }

    private List<String> findings() {
        return script.judgedBy(new ProgramRestoreChecker());
    }

    @Test
    void what_is_in_the_backup_comes() {
        script.leaves(1).leaves(2).event(new Event.BackupBegan());
        restores();
        returns();
        script.gets("b", 9, 90, 1);

        assertThat(findings())
                .singleElement()
                .asString()
                .startsWith("message 2")
                .contains("is in the backup and never came");
    }

    @Test
    void what_came_later_need_not_and_what_was_accepted_then_comes_again() {
        script.leaves(1).event(new Event.BackupBegan()).leaves(2).consumes("b", 8);
        script.gets("b", 8, 80, 1).accepts("b", 80).does("b", new Act.Confirmed(80));
        restores();
        returns();

        assertThat(findings())
                .singleElement()
                .asString()
                .startsWith("message 1")
                .contains("never came");
    }

    @Test
    void so_does_what_was_accepted_and_is_not_known_to_be_on_record() {
        script.leaves(1).event(new Event.BackupBegan()).consumes("b", 8);
        script.gets("b", 8, 80, 1).accepts("b", 80);
        restores();
        returns();

        assertThat(findings())
                .singleElement()
                .asString()
                .startsWith("message 1")
                .contains("is in the backup and never came");
    }

    @Test
    void what_was_accepted_before_does_not_come_again() {
        script.leaves(1).consumes("b", 8).gets("b", 8, 80, 1).accepts("b", 80).does("b", new Act.Confirmed(80));
        script.event(new Event.BackupBegan());
        restores();
        returns();
        script.gets("b", 9, 90, 1);

        assertThat(findings()).singleElement().asString().contains("is accepted in the backup");
    }

    @Test
    void a_transaction_is_there_whole_or_not_at_all() {
        script.event(new Event.BackupBegan());
        script.sends(1, 50).sends(2, 50).does("a", new Act.Discharging(50, true));
        script.does("a", new Act.Discharged(50, Word.DONE, ""));
        restores();
        returns();
        script.gets("b", 9, 90, 1);

        assertThat(findings()).singleElement().asString().contains("message 2").contains("never came, but message 1");
    }

    @Test
    void who_goes_on_is_told_once() {
        script.event(new Event.BackupBegan());
        restores();
        script.loses("b", 2).returns("b", 6);

        assertThat(findings()).singleElement().asString().contains("b#1 is back, was told 0 times");
    }

    @Test
    void that_the_broker_before_let_it_in_may_be_heard_later() {
        script.event(new Event.BackupBegan()).loses("b", 2).dials("b", 1, 6);
        restores();
        script.heard("b", 1, new ClientEvent.Resumed("broker", 1, 0, 0, 0, 0, 0))
                .loses("b", 6);
        script.dials("b", 1, 7).heard("b", 1, new ClientEvent.Restored("broker", "the backup"));
        script.heard("b", 1, new ClientEvent.Resumed("broker", 1, 0, 0, 0, 0, 0));

        assertThat(findings()).isEmpty();
    }

    @Test
    void but_who_came_to_the_restored_one_after_that_is_told() {
        script.event(new Event.BackupBegan()).loses("b", 2).dials("b", 1, 6);
        restores();
        script.heard("b", 1, new ClientEvent.Resumed("broker", 1, 0, 0, 0, 0, 0))
                .loses("b", 6);
        script.returns("b", 7);

        assertThat(findings()).singleElement().asString().contains("b#1 is back, was told 0 times");
    }

    @Test
    void and_not_twice() {
        script.event(new Event.BackupBegan());
        restores();
        returns();
        script.heard("b", 1, new ClientEvent.Restored("broker", "the backup"));

        assertThat(findings()).singleElement().asString().contains("was told 2 times");
    }

    @ParameterizedTest
    @CsvSource({"59000, 1", "60000, 0"})
    void who_was_told_and_cut_off_may_lose_the_session_once_it_has_expired(long ms, int count) {
        script.event(new Event.BackupBegan());
        restores();
        script.loses("b", 2).dials("b", 1, 6).heard("b", 1, new ClientEvent.Restored("broker", "the backup"));
        script.loses("b", 6).pass(ms).losesSession("b", 7);

        assertThat(findings().stream().filter(each -> each.contains("was told 1 times of the backup, and that")))
                .hasSize(count);
    }

    @Test
    void a_session_that_is_in_the_backup_goes_on() {
        script.event(new Event.BackupBegan());
        restores();
        script.loses("b", 2).losesSession("b", 6);

        assertThat(findings()).singleElement().asString().contains("has lost its session, which is in the backup");
    }

    @Test
    void a_session_that_began_later_does_not() {
        script.event(new Event.BackupBegan()).begins("c", 1, 5);
        restores();
        script.loses("c", 5).losesSession("c", 6);

        assertThat(findings()).isEmpty();
    }

    @Test
    void a_world_that_is_restored_is_judged_up_to_there_by_all() {
        script.leaves(1).consumes("b", 8).gets("b", 8, 80, 1).accepts("b", 80).does("b", new Act.Confirmed(80));
        script.gets("b", 8, 81, 1).event(new Event.BackupBegan());
        restores();

        assertThat(Checkers.judge(script.history()))
                .extracting(Finding::checker)
                .contains("ProgramOnce");
    }

    @Test
    void what_is_done_again_after_that_is_judged_by_who_knows_of_backups_alone() {
        script.leaves(1).event(new Event.BackupBegan());
        script.consumes("b", 8).gets("b", 8, 80, 1).accepts("b", 80).does("b", new Act.Confirmed(80));
        restores();
        returns();
        script.does("b", new Act.Granted(9, 1)).gets("b", 9, 90, 1);

        assertThat(Checkers.judge(script.history()))
                .extracting(Finding::checker)
                .doesNotContain("ProgramOnce");
    }
}
