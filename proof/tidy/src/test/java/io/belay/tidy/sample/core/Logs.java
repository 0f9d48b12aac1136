package io.belay.tidy.sample.core;

import java.util.logging.Logger;

/** Breaks purity: java.util.logging is not in java.base. */
final class Logs {
    final Logger logger = Logger.getLogger("sample");
}
