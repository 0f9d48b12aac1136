/** Lines: TCP, TLS and WebSocket connections as byte streams with back-pressure. Knows no protocol, no session and no broker. */
@NullMarked
package io.belay.net;

import org.jspecify.annotations.NullMarked;
