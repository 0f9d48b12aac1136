/** A small load of our own, to see what a running broker does on this machine. */
@org.jspecify.annotations.NullMarked
package io.belay.server.bench;
