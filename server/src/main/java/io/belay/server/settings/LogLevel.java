package io.belay.server.settings;

/** How much the broker says on its error output. */
public enum LogLevel {
    /** What went wrong. */
    ERROR,
    /** And what is strange. */
    WARN,
    /** And what an operator wants to know. */
    INFO,
    /** And how decisions came about. */
    DEBUG,
    /** And each step. */
    TRACE
}
