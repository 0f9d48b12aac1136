package io.belay.server;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells systemd, if it has started the broker and waits to hear so, that the broker is ready (sd_notify(3)). */
final class Systemd {
    private static final Logger LOG = LoggerFactory.getLogger(Systemd.class);
    private static final int PATIENCE_S = 10;

    private Systemd() {}

    /** Java has no datagrams over Unix sockets, so systemd's own program does it. */
    static void ready() {
        if (System.getenv("NOTIFY_SOCKET") == null) return;
        try {
            Process told = new ProcessBuilder("systemd-notify", "--ready", "--status=ready")
                    .redirectInput(Redirect.from(new java.io.File("/dev/null")))
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.INHERIT)
                    .start();
            boolean isOver = told.waitFor(PATIENCE_S, TimeUnit.SECONDS);
            if (!isOver) told.destroyForcibly();
            if (!isOver || told.exitValue() != 0) LOG.warn("systemd was not told that the broker is ready");
        } catch (IOException unknown) {
            LOG.warn("systemd was not told that the broker is ready: {}", unknown.getMessage());
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
