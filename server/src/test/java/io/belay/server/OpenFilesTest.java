package io.belay.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpenFilesTest {
    @Test
    void clients_get_what_is_not_reserved() {
        assertThat(OpenFiles.forClients(65_536, 100)).isEqualTo(65_436 - OpenFiles.FILES_RESERVED);
    }

    @Test
    void clients_get_half_of_few() {
        assertThat(OpenFiles.forClients(100 + 2 * OpenFiles.FILES_RESERVED - 2, 100))
                .isEqualTo(OpenFiles.FILES_RESERVED - 1);
        assertThat(OpenFiles.forClients(100 + 2 * OpenFiles.FILES_RESERVED, 100))
                .isEqualTo(OpenFiles.FILES_RESERVED);
        assertThat(OpenFiles.forClients(256, 90)).isEqualTo(83);
    }

    @Test
    void one_client_comes_in_whatever_the_system_says() {
        assertThat(OpenFiles.forClients(100, 100)).isEqualTo(1);
        assertThat(OpenFiles.forClients(100, 120)).isEqualTo(1);
    }

    @Test
    void there_is_no_bound_where_the_system_tells_none() {
        assertThat(OpenFiles.forClients(Long.MAX_VALUE, 100)).isEqualTo(Integer.MAX_VALUE);
        assertThat(OpenFiles.forClients(-1, 100)).isEqualTo(Integer.MAX_VALUE);
        assertThat(OpenFiles.forClients(100, -1)).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void this_system_tells() {
        assertThat(OpenFiles.forClients()).isPositive();
    }
}
