package io.belay.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How requests were answered, in order. */
final class Answers implements Answer {
    final List<@Nullable ClientFailure> all = new ArrayList<>();

    @Override
    public void answered(@Nullable ClientFailure failure) {
        all.add(failure);
    }

    /** All were done, and so many. */
    void assertDone(int count) {
        assertThat(all).hasSize(count).allMatch(failure -> failure == null);
    }

    ClientFailure failure() {
        assertThat(all).hasSize(1);
        ClientFailure failure = all.get(0);
        if (failure == null) throw new AssertionError("it was done");
        return failure;
    }
}
