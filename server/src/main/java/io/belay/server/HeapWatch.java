package io.belay.server;

import com.sun.management.GarbageCollectorMXBean;
import com.sun.management.GcInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the heap is nearly full of what is no garbage. Much has a bound of its own; this is for the sum of all that is
 * small and many, entries of queues and sessions above all. One thread calls {@link #run}, any asks.
 *
 * <p>What a collection leaves behind may still be garbage that only a full one finds. So before it says that memory is
 * short it has one made, at most once in {@link #FULL_EVERY_MS}.
 */
final class HeapWatch implements Runnable {
    /** With more of the heap in use after a collection, memory is short. */
    static final int HEAP_PERCENT_MAX = 85;

    /** With this much or less it is so no more. */
    static final int HEAP_PERCENT_LOW = 75;

    /** Between two full collections that are made to be sure, milliseconds. */
    static final long FULL_EVERY_MS = 60_000;

    private static final Logger LOG = LoggerFactory.getLogger(HeapWatch.class);

    /** Where the numbers come from. */
    interface Heap {
        /** What was in use after the last collection, percent of what there may be. */
        int percentAfterCollection();

        /** Collects all garbage there is. */
        void collect();
    }

    private final Heap heap;
    private final BrokerClock clock;
    private volatile boolean isShort;
    private long collectedAtMs;
    private boolean hasCollected;

    HeapWatch(Heap heap, BrokerClock clock) {
        this.heap = heap;
        this.clock = clock;
    }

    boolean isShort() {
        return isShort;
    }

    /** To be called every second or so. */
    @Override
    public void run() {
        look(clock.nowMs());
    }

    void look(long nowMs) {
        int percent = heap.percentAfterCollection();
        if (isShort) ease(percent, nowMs);
        else if (percent > HEAP_PERCENT_MAX && mayCollect(nowMs)) judge(collected(nowMs));
    }

    /** What was freed since shows only after a full collection. */
    private void ease(int percent, long nowMs) {
        int now = percent > HEAP_PERCENT_LOW && mayCollect(nowMs) ? collected(nowMs) : percent;
        if (now > HEAP_PERCENT_LOW) return;
        isShort = false;
        LOG.warn("the heap has room again, {} % are in use: nothing is refused any more", now);
    }

    private void judge(int percent) {
        if (percent <= HEAP_PERCENT_MAX) return;
        isShort = true;
        LOG.warn(
                "the heap is nearly full, {} % are in use: messages, subscriptions, queues and long wills are refused",
                percent);
    }

    private boolean mayCollect(long nowMs) {
        return !hasCollected || nowMs - collectedAtMs >= FULL_EVERY_MS;
    }

    private int collected(long nowMs) {
        heap.collect();
        hasCollected = true;
        collectedAtMs = nowMs;
        return heap.percentAfterCollection();
    }

    /** Of this process. */
    static final class OwnHeap implements Heap {
        @Override
        public int percentAfterCollection() {
            GcInfo last = null;
            for (GarbageCollectorMXBean each : ManagementFactory.getPlatformMXBeans(GarbageCollectorMXBean.class)) {
                GcInfo its = each.getLastGcInfo();
                if (its != null && (last == null || its.getEndTime() > last.getEndTime())) last = its;
            }
            if (last == null) return 0;
            long used = 0;
            for (var pool : ManagementFactory.getMemoryPoolMXBeans()) {
                MemoryUsage after = last.getMemoryUsageAfterGc().get(pool.getName());
                boolean isHeap = pool.getType() == java.lang.management.MemoryType.HEAP;
                if (isHeap && after != null) used += after.getUsed();
            }
            return (int) (100 * used / Runtime.getRuntime().maxMemory());
        }

        @Override
        public void collect() {
            System.gc();
        }
    }
}
