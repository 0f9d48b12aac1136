/**
 * belay-jms as a guest of other people's brokers: the same trials on each, and what came of them as a table. Read {@code Trial}
 * first, then {@code Guest}.
 */
package io.belay.interop.brokers;
