package io.belay.config;

import java.util.ArrayList;
import java.util.List;

/** All that is found wrong in one go, so that nobody has to mend and ask again for each. */
public final class Problems {
    /** How many are told; what is found beyond is counted. */
    public static final int TOLD_MAX = 100;

    private final List<Problem> told = new ArrayList<>();
    private int count;

    /** None yet. */
    public Problems() {}

    /** One more. */
    public void add(Origin origin, String text) {
        count++;
        if (told.size() < TOLD_MAX) told.add(new Problem(origin, text));
    }

    /** How many there are, told or not. */
    public int count() {
        return count;
    }

    /**
     * Ends the search.
     *
     * @throws ConfigException if there is any
     */
    public void refuse() throws ConfigException {
        if (count > 0) throw new ConfigException(told, count);
    }
}
