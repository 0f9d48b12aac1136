package io.belay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class ServerStatTest {
    @Test
    void the_processor_time_of_a_process_is_that_of_all_its_threads() throws Exception {
        long ownNs = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();

        assertThat(ServerStat.cpuNs(ProcessHandle.current().pid())).isGreaterThanOrEqualTo(ownNs - 20_000_000);
        assertThat(ServerStat.cpuNs(0)).isZero();
    }

    @Test
    void the_resident_memory_is_that_of_a_java_process() throws Exception {
        assertThat(ServerStat.residentKiB(ProcessHandle.current().pid())).isBetween(10_000L, 100_000_000L);
    }

    @Test
    void the_compiler_of_a_java_process_takes_a_part_of_it() throws Exception {
        long pid = ProcessHandle.current().pid();

        assertThat(ServerStat.compilerNs(pid)).isPositive().isLessThanOrEqualTo(ServerStat.cpuNs(pid));
        assertThat(ServerStat.compilerNs(0)).isZero();
    }
}
