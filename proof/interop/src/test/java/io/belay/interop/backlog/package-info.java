/** A queue with ten million messages: filled, killed, started, drained. Read {@code QueueBacklogCheck}. */
package io.belay.interop.backlog;
