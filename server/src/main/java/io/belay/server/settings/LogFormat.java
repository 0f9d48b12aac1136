package io.belay.server.settings;

/** In which form the broker says things on its error output. */
public enum LogFormat {
    /** Lines for people. */
    TEXT,
    /** A JSON object on each line, for programs that gather logs. */
    JSON
}
