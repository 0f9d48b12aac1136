package io.belay.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;

/** Two loops and a listener on a free port of the loopback; the other end is a plain socket of the JDK. */
final class Harbour implements AutoCloseable {
    final EventLoops loops;
    final Listener listener;
    final BlockingQueue<Recorder> arrivals = new LinkedBlockingQueue<>();

    Harbour(EventLoops.Transport transport, LineOptions options, Function<Line, ? extends Recorder> handler)
            throws IOException {
        this(new EventLoops(2, transport, () -> System.nanoTime() / 1_000_000), options, handler);
    }

    Harbour(EventLoops loops, LineOptions options, Function<Line, ? extends Recorder> handler) throws IOException {
        this.loops = loops;
        listener = Listener.open(loops, "127.0.0.1", 0, options, line -> {
            Recorder recorder = handler.apply(line);
            arrivals.add(recorder);
            return recorder;
        });
    }

    static Harbour open() throws IOException {
        return new Harbour(EventLoops.Transport.best(), LineOptions.DEFAULT, Recorder::new);
    }

    static Harbour open(LineOptions options) throws IOException {
        return new Harbour(EventLoops.Transport.best(), options, Recorder::new);
    }

    Socket dial() throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout((int) Recorder.PATIENCE_S * 1_000);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.port()));
        return socket;
    }

    /** A peer whose system buffers hold little, so that it clogs soon. */
    Socket dialNarrow() throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout((int) Recorder.PATIENCE_S * 1_000);
        socket.setOption(StandardSocketOptions.SO_RCVBUF, 4 * 1024);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.port()));
        return socket;
    }

    Recorder arrival() throws InterruptedException {
        return Recorder.await(arrivals, "a line");
    }

    /** Ends a connection as a killed machine's system does: with a reset. */
    static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    static void hangUp(Socket socket) throws IOException {
        socket.close();
    }

    @Override
    public void close() {
        listener.close();
        loops.close();
    }
}
