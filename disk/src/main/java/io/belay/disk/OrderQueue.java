package io.belay.disk;

import io.belay.log.DiskOrder;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One thread that carries out orders in turn. A waiting thread is woken only when it waits. */
final class OrderQueue {
    private final ArrayDeque<DiskOrder> orders = new ArrayDeque<>();
    private final Consumer<DiskOrder> worker;
    private final Thread thread;
    private boolean waiting;
    private boolean closed;

    OrderQueue(String name, Consumer<DiskOrder> worker) {
        this.worker = worker;
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    synchronized void add(DiskOrder order) {
        if (closed) return;
        orders.add(order);
        if (waiting) notifyAll();
    }

    /** Carries out what was added before, takes nothing more, and waits for the thread to end. */
    void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        boolean interrupted = false;
        while (thread.isAlive() && thread != Thread.currentThread()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }

    private void run() {
        for (DiskOrder order = next(); order != null; order = next()) worker.accept(order);
    }

    private synchronized @Nullable DiskOrder next() {
        boolean interrupted = false;
        while (orders.isEmpty() && !closed) {
            waiting = true;
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true; // Nobody of ours interrupts; an order must not be lost to it.
            }
            waiting = false;
        }
        if (interrupted) Thread.currentThread().interrupt();
        return orders.poll();
    }
}
