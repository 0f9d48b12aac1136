package io.belay.tidy.sample.core;

import io.belay.tidy.sample.net.Socket;

/** Breaks purity: it knows a module with sockets. */
final class Dials {
    final Socket socket = new Socket();
}
