/** Over every way to the broker: TLS, WebSocket, port mapper; with other people's clients and our own. */
package io.belay.interop.ways;
