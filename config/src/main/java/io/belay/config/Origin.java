package io.belay.config;

/** Where something was said; its text is what a user is shown. */
public sealed interface Origin {
    /** Nobody said it: it is the default. */
    Origin DEFAULT = new Default();

    /** The form of {@link #DEFAULT}. */
    record Default() implements Origin {
        @Override
        public String toString() {
            return "default";
        }
    }

    /**
     * A place in a file.
     *
     * @param file as the user named it
     * @param line from 1; 0 for the file as a whole
     * @param column from 1, in characters; 0 for the file as a whole
     */
    record Place(String file, int line, int column) implements Origin {
        /** The file as a whole. */
        public Place(String file) {
            this(file, 0, 0);
        }

        @Override
        public String toString() {
            return line == 0 ? file : file + ":" + line + ":" + column;
        }
    }

    /**
     * A variable of the environment.
     *
     * @param name of the variable
     */
    record Environment(String name) implements Origin {
        @Override
        public String toString() {
            return "environment " + name;
        }
    }

    /**
     * A flag of the command line.
     *
     * @param name of the flag, with its dashes
     */
    record Flag(String name) implements Origin {
        @Override
        public String toString() {
            return name;
        }
    }
}
