package io.belay.node.login;

/** Hears who came, who did not, and what was not allowed: for the log. Never hears a secret. The line's thread. */
public interface Witness {
    /** Writes nothing down. */
    Witness NOBODY = new Witness() {
        @Override
        public void accepted(LineFacts line, String user, String how) {
            // Nobody wants to know.
        }

        @Override
        public void refused(LineFacts line, String user, String how, String why) {
            // Nobody wants to know.
        }

        @Override
        public void denied(LineFacts line, String client, String what) {
            // Nobody wants to know.
        }
    };

    /** A client has proved to be this user, by whatever mechanism. */
    void accepted(LineFacts line, String user, String how);

    /** Somebody has not. What it calls itself is as it said it: any text, of any length up to 256 characters. */
    void refused(LineFacts line, String user, String how, String why);

    /** A client wanted to do what it may not. */
    void denied(LineFacts line, String client, String what);
}
