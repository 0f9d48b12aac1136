package io.belay.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

class SeedsTest {
    private static final List<Long> DRAWN = new ArrayList<>();

    private final String before = System.getProperty("belay.seed");

    /** Run by the tests below and never by itself. */
    static class Sample {
        @ParameterizedTest
        @Seeds(5)
        void only_three_breaks_it(long seed) {
            DRAWN.add(seed);
            assertThat(seed).isNotEqualTo(3);
        }
    }

    @BeforeEach
    void draw_nothing_yet() {
        System.clearProperty("belay.seed");
        DRAWN.clear();
    }

    @AfterEach
    void restore_the_seed() {
        if (before == null) System.clearProperty("belay.seed");
        else System.setProperty("belay.seed", before);
    }

    @Test
    void a_test_gets_as_many_seeds_as_it_asks_for_counted_from_1() {
        run();

        assertThat(DRAWN).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void a_failing_seed_prints_its_number_and_the_others_go_on() {
        assertThat(run()).hasSize(1).first().asString().startsWith("[3]").endsWith("3");
    }

    @Test
    void one_seed_can_be_passed_back_and_runs_alone() {
        System.setProperty("belay.seed", "3");

        assertThat(run()).hasSize(1).first().asString().startsWith("[1]").endsWith("3");
        assertThat(DRAWN).containsExactly(3L);
    }

    @Test
    void a_seed_beyond_those_asked_for_can_be_passed_as_well() {
        System.setProperty("belay.seed", "-7000000000");

        assertThat(run()).isEmpty();
        assertThat(DRAWN).containsExactly(-7_000_000_000L);
    }

    /** Runs the sample and returns the display names of what failed. */
    private static List<String> run() {
        var failed = new ArrayList<String>();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(Sample.class))
                .build();
        LauncherFactory.create().execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (result.getStatus() == TestExecutionResult.Status.FAILED) failed.add(test.getDisplayName());
            }
        });
        return failed;
    }
}
