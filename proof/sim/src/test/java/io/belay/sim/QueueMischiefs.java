package io.belay.sim;

import io.belay.core.Refusal;
import io.belay.node.Address;
import io.belay.node.Reply;
import io.belay.node.Request;
import io.belay.node.Request.Disposition;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Ways to break a node from its gateways' side. */
final class QueueMischiefs {
    private QueueMischiefs() {}

    private static Request.Dispose as(Request.Dispose dispose, Disposition disposition) {
        return new Request.Dispose(
                dispose.line(), dispose.link(), dispose.sequences(), disposition, dispose.why(), dispose.token());
    }

    private static Reply.Delivery counting(Reply.Delivery delivery, int deliveries) {
        return new Reply.Delivery(
                delivery.line(),
                delivery.link(),
                delivery.sequence(),
                delivery.outgoing(),
                deliveries,
                delivery.dead());
    }

    /** Commits what was sent and forgets what was acknowledged. */
    static final class Halving implements Mischief {
        @Override
        public List<Request> asked(Request request) {
            if (!(request instanceof Request.Commit commit)) return List.of(request);
            return List.of(new Request.Commit(commit.line(), commit.token(), commit.sends(), List.of()));
        }
    }

    /** Commits what was sent, and what was acknowledged only when it next hears of the client. */
    static final class TwoStep implements Mischief {
        private final Map<Long, List<Request.Dispose>> owed = new LinkedHashMap<>(); // by line

        @Override
        public List<Request> asked(Request request) {
            List<Request> steps = new ArrayList<>();
            List<Request.Dispose> before = owed.remove(request.line());
            if (before != null && !(request instanceof Request.Leave)) steps.addAll(before);
            if (request instanceof Request.Commit commit) {
                owed.put(commit.line(), commit.disposals());
                steps.add(new Request.Commit(commit.line(), commit.token(), commit.sends(), List.of()));
            } else {
                steps.add(request);
            }
            return steps;
        }
    }

    /** Commits, and says that it could not. */
    static final class Lying implements Mischief {
        @Override
        public List<Reply> answered(Reply reply) {
            if (!(reply instanceof Reply.Committed committed)) return List.of(reply);
            Refusal refusal = new Refusal(Refusal.Reason.DISK_FULL, "no room, it says");
            return List.of(new Reply.Committed(committed.line(), committed.token(), refusal));
        }
    }

    /** Forgets every fifth acknowledgement that it has confirmed. */
    static final class Amnesiac implements Mischief {
        private int count;

        @Override
        public List<Request> asked(Request request) {
            boolean isUnlucky = request instanceof Request.Dispose dispose
                    && dispose.disposition() == Disposition.ACCEPTED
                    && ++count % 5 == 0;
            return List.of(isUnlucky ? as((Request.Dispose) request, Disposition.FAILED) : request);
        }
    }

    /** Drops what is released. */
    static final class Dropping implements Mischief {
        @Override
        public List<Request> asked(Request request) {
            boolean isReleased =
                    request instanceof Request.Dispose dispose && dispose.disposition() == Disposition.RELEASED;
            return List.of(isReleased ? as((Request.Dispose) request, Disposition.ACCEPTED) : request);
        }
    }

    /** Buries what has failed once. */
    static final class Hasty implements Mischief {
        @Override
        public List<Request> asked(Request request) {
            boolean isFailed =
                    request instanceof Request.Dispose dispose && dispose.disposition() == Disposition.FAILED;
            return List.of(isFailed ? as((Request.Dispose) request, Disposition.REJECTED) : request);
        }
    }

    /** Never says that a message was delivered before. */
    static final class Countless implements Mischief {
        @Override
        public List<Reply> answered(Reply reply) {
            return List.of(reply instanceof Reply.Delivery delivery ? counting(delivery, 0) : reply);
        }
    }

    /** Says so once, and counts no further. */
    static final class Stuck implements Mischief {
        @Override
        public List<Reply> answered(Reply reply) {
            if (!(reply instanceof Reply.Delivery delivery)) return List.of(reply);
            return List.of(counting(delivery, Math.min(1, delivery.deliveries())));
        }
    }

    /** Holds a delivery back until the next has gone before it. */
    static final class Overtaking implements Mischief {
        private final Map<Long, Reply> held = new LinkedHashMap<>();

        @Override
        public List<Reply> answered(Reply reply) {
            if (!(reply instanceof Reply.Delivery delivery) || delivery.sequence() == 0) return List.of(reply);
            long link = delivery.line() * 1_000 + delivery.link();
            Reply before = held.remove(link);
            if (before != null) return List.of(reply, before);
            held.put(link, reply);
            return List.of();
        }
    }

    /** Says that all is there before it is. */
    static final class Drying implements Mischief {
        @Override
        public List<Request> asked(Request request) {
            boolean isDrain = request instanceof Request.Credit credit && credit.drain();
            if (!isDrain) return List.of(request);
            Request.Credit credit = (Request.Credit) request;
            return List.of(new Request.Credit(credit.line(), credit.link(), 0, credit.handed(), true, credit.number()));
        }
    }

    /** Never answers a commit. */
    static final class Silent implements Mischief {
        @Override
        public List<Reply> answered(Reply reply) {
            return reply instanceof Reply.Committed ? List.of() : List.of(reply);
        }
    }

    /** Sends to another queue than it is told. */
    static final class Straying implements Mischief {
        @Override
        public List<Request> asked(Request request) {
            boolean isMeant = request instanceof Request.Send send && send.to().isQueue();
            if (!isMeant) return List.of(request);
            Request.Send send = (Request.Send) request;
            Address elsewhere = Address.queue("q3");
            return List.of(new Request.Send(send.line(), send.link(), send.context(), elsewhere, send.message()));
        }
    }

    /** Takes every seventh message, says so, and keeps it nowhere. */
    static final class Leaking implements Mischief {
        @Override
        public List<Request> asked(Request request) {
            boolean isUnlucky =
                    request instanceof Request.Send send && send.to().isQueue() && number(send) % 7 == 0;
            if (!isUnlucky) return List.of(request);
            Request.Send send = (Request.Send) request;
            Address nowhere = Address.topic("lost");
            return List.of(new Request.Send(send.line(), send.link(), send.context(), nowhere, send.message()));
        }
    }

    /** The number of what is sent. */
    static long number(Request.Send send) {
        long[] number = new long[1];
        Payloads.scan(ByteBuffer.wrap(send.message().content()), found -> number[0] = found);
        return number[0];
    }
}
