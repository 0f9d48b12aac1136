package io.belay.sim;

import io.belay.core.Message;
import io.belay.core.Scheduling;
import io.belay.node.Address;
import io.belay.node.Reply;
import io.belay.node.Request;
import io.belay.node.SourceSpec;
import io.belay.node.SubscriptionName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Ways to break what a broker promises of temporary queues, plain sessions, and particular messages. */
final class ProgramMischiefs {
    private static final long FAKES = 1_000_000; // from here on links that no gateway has

    private ProgramMischiefs() {}

    private static Request.Send with(Request.Send send, Address to, Message message) {
        return new Request.Send(send.line(), send.link(), send.context(), to, message, send.tag(), send.mayCreate());
    }

    /** Changes messages that are sent, alone or in a transaction. */
    private static Request changed(Request request, UnaryOperator<Message> change) {
        if (request instanceof Request.Send send) return with(send, send.to(), change.apply(send.message()));
        if (!(request instanceof Request.Commit commit)) return request;
        List<Request.Send> sends = commit.sends().stream()
                .map(send -> with(send, send.to(), change.apply(send.message())))
                .toList();
        return new Request.Commit(commit.line(), commit.token(), sends, commit.disposals(), commit.tag());
    }

    private static Message with(Message message, byte[] content, Scheduling scheduling) {
        return new Message(
                message.topic(),
                message.guarantee(),
                message.retain(),
                message.expiresAtMs(),
                message.format(),
                message.hasBody(),
                content,
                scheduling);
    }

    /** Makes temporary queues anew, empty, for those who come back to them. */
    static final class Emptying implements Mischief {
        private final Set<String> known = new LinkedHashSet<>(); // addresses

        @Override
        public List<Request> asked(Request request) {
            boolean isBack = request instanceof Request.OpenTemporary open && known.contains(open.wished());
            if (!isBack) return List.of(request);
            Request.OpenTemporary open = (Request.OpenTemporary) request;
            long fake = FAKES + open.link();
            return List.of(
                    new Request.OpenTemporary(open.line(), fake, open.kind(), open.name(), open.wished()),
                    new Request.CloseTarget(open.line(), fake),
                    open);
        }

        @Override
        public List<Reply> answered(Reply reply) {
            if (!(reply instanceof Reply.TargetOpened opened)) return List.of(reply);
            known.add(opened.name());
            return opened.link() >= FAKES ? List.of() : List.of(reply);
        }
    }

    /** Ends temporary queues with their line. */
    static final class Fleeting implements Mischief {
        private final Map<Long, List<Request>> endings = new LinkedHashMap<>(); // by line

        @Override
        public List<Request> asked(Request request) {
            List<Request> all = new ArrayList<>();
            if (request instanceof Request.Leave) all.addAll(endings.getOrDefault(request.line(), List.of()));
            all.add(request);
            if (request instanceof Request.OpenTemporary open) {
                endings.computeIfAbsent(open.line(), line -> new ArrayList<>())
                        .add(new Request.CloseTarget(open.line(), open.link()));
            }
            return all;
        }
    }

    /** Gives every third answer to somebody else who has asked. */
    static final class Confusing implements Mischief {
        private final TreeSet<String> answers = new TreeSet<>(); // temporary queues
        private int count;

        @Override
        public List<Request> asked(Request request) {
            if (!(request instanceof Request.Send send)
                    || !answers.contains(send.to().name())) return List.of(request);
            if (++count % 3 != 0) return List.of(request);
            String other = answers.higher(send.to().name());
            return List.of(with(send, Address.queue(other == null ? answers.first() : other), send.message()));
        }

        @Override
        public List<Reply> answered(Reply reply) {
            if (reply instanceof Reply.TargetOpened opened && opened.name().startsWith("$")) answers.add(opened.name());
            return List.of(reply);
        }
    }

    /** Keeps what a plain client had when its line is lost. */
    static final class Clinging implements Mischief {
        private final Set<Long> plain = new LinkedHashSet<>(); // lines

        @Override
        public List<Request> asked(Request request) {
            if (request instanceof Request.Join join && join.wish() == null) plain.add(join.line());
            return request instanceof Request.Leave && plain.contains(request.line()) ? List.of() : List.of(request);
        }
    }

    /** Turns over a bit of long messages. */
    static final class Garbling implements Mischief {
        private static final int LONG = 2_000;

        @Override
        public List<Request> asked(Request request) {
            return List.of(changed(request, message -> {
                if (message.content().length < LONG) return message;
                byte[] content = message.content().clone();
                content[content.length - LONG / 2] ^= 1;
                return with(message, content, message.scheduling());
            }));
        }
    }

    /** Knows no groups. */
    static final class Scattering implements Mischief {
        @Override
        public List<Request> asked(Request request) {
            return List.of(changed(request, message -> {
                Scheduling had = message.scheduling();
                return with(message, message.content(), new Scheduling(had.priority(), had.deliverAtMs(), 0));
            }));
        }
    }

    /** Knows no priorities. */
    static final class Levelling implements Mischief {
        @Override
        public List<Request> asked(Request request) {
            return List.of(changed(request, message -> {
                Scheduling had = message.scheduling();
                int normal = Scheduling.PRIORITY_NORMAL;
                return with(message, message.content(), new Scheduling(normal, had.deliverAtMs(), had.group()));
            }));
        }
    }

    /** Takes what is urgent for what is not, and the other way round. */
    static final class Inverting implements Mischief {
        @Override
        public List<Request> asked(Request request) {
            return List.of(changed(request, message -> {
                Scheduling had = message.scheduling();
                int turned = Scheduling.PRIORITY_MAX - had.priority();
                return with(message, message.content(), new Scheduling(turned, had.deliverAtMs(), had.group()));
            }));
        }
    }

    /** Gives each consumer of a shared subscription one of its own. */
    static final class Splitting implements Mischief {
        @Override
        public List<Request> asked(Request request) {
            boolean isShared =
                    request instanceof Request.OpenSource open && open.spec().shared();
            if (!isShared) return List.of(request);
            Request.OpenSource open = (Request.OpenSource) request;
            SourceSpec spec = open.spec();
            SubscriptionName was = spec.subscription();
            SubscriptionName own = new SubscriptionName("line" + open.line(), was.name(), was.durable());
            SourceSpec split = new SourceSpec(
                    spec.address(),
                    spec.selector(),
                    spec.noLocal(),
                    spec.browse(),
                    spec.settled(),
                    own,
                    true,
                    spec.priority(),
                    spec.exclusive());
            return List.of(new Request.OpenSource(
                    open.line(), open.link(), split, open.name(), open.claims(), open.mayCreate()));
        }
    }
}
