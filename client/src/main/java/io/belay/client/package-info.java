/**
 * The client's side of a session that outlives its lines: {@link io.belay.client.ClientSession} is what a driver and an
 * application call, {@link io.belay.client.ClientPort} what it calls, {@link io.belay.client.ClientEvent} what it tells.
 */
@NullMarked
package io.belay.client;

import org.jspecify.annotations.NullMarked;
