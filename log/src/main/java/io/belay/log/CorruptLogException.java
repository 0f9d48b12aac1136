package io.belay.log;

/**
 * A file of the log does not hold what was written there. Nothing is repaired by guessing: the message says which file,
 * where in it, what was found and what to do.
 */
public final class CorruptLogException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String file;
    private final long offset;
    private final String found;
    private final String remedy;

    /**
     * Creates it.
     *
     * @param file the name of the file in the data directory
     * @param offset in it, bytes; -1 when the file as a whole is at fault
     * @param found what was expected and what was found
     * @param remedy what the operator can do
     */
    public CorruptLogException(String file, long offset, String found, String remedy) {
        super("the log is damaged: " + file + (offset < 0 ? "" : " at byte " + offset) + ": " + found + ". " + remedy);
        this.file = file;
        this.offset = offset;
        this.found = found;
        this.remedy = remedy;
    }

    /** The name of the file in the data directory. */
    public String file() {
        return file;
    }

    /** Where in the file, bytes; -1 when the file as a whole is at fault. */
    public long offset() {
        return offset;
    }

    /** What was expected and what was found. */
    public String found() {
        return found;
    }

    /** What the operator can do. */
    public String remedy() {
        return remedy;
    }
}
