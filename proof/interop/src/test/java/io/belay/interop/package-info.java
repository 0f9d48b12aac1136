/**
 * Other people's clients over loopback, and real processes through a proxy that cuts. {@link io.belay.interop.Peer} is
 * somebody else's client, {@link io.belay.interop.RawClient} a bare one of our own, {@link io.belay.interop.Torture} the
 * long proof that nothing is lost.
 */
package io.belay.interop;
