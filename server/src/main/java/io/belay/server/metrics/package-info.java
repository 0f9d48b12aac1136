/** What the broker counts of itself, as Prometheus and Java Flight Recorder read it. */
@org.jspecify.annotations.NullMarked
package io.belay.server.metrics;
