package io.belay.sim;

import io.belay.core.LinkTag;
import io.belay.core.TagSet;
import io.belay.node.Address;
import io.belay.node.Reply;
import io.belay.node.Request;
import io.belay.node.Request.Disposition;
import io.belay.node.Request.OpenSource.Claim;
import io.belay.node.Request.OpenSource.Claims;
import io.belay.node.SessionWish;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Ways to break what a broker promises to those who come back. */
final class ReturnMischiefs {
    private ReturnMischiefs() {}

    /** Remembers nothing of what it was sent but the messages. */
    static final class Tagless implements Mischief {
        @Override
        public List<Request> asked(Request request) {
            if (!(request instanceof Request.Send send)) return List.of(request);
            return List.of(new Request.Send(send.line(), send.link(), send.context(), send.to(), send.message()));
        }
    }

    /** Does not remember what it has committed. */
    static final class Dealless implements Mischief {
        @Override
        public List<Request> asked(Request request) {
            if (!(request instanceof Request.Commit commit)) return List.of(request);
            return List.of(new Request.Commit(commit.line(), commit.token(), commit.sends(), commit.disposals()));
        }
    }

    /** Loses every seventh message before it is there, and says to who comes back that it has it. */
    static final class Boasting implements Mischief {
        private final Map<String, TagSet> lost = new LinkedHashMap<>(); // by link
        private int count;

        @Override
        public List<Request> asked(Request request) {
            LinkTag tag = request instanceof Request.Send send ? send.tag() : null;
            if (tag == null || ++count % 7 != 0) return List.of(request);
            lost.computeIfAbsent(tag.link(), link -> new TagSet()).add(tag.tag());
            return List.of();
        }

        @Override
        public List<Reply> answered(Reply reply) {
            if (!(reply instanceof Reply.TagsFound found)) return List.of(reply);
            TagSet tags = new TagSet(found.tags());
            lost.values().forEach(all -> all.forEach(tags::add));
            return List.of(new Reply.TagsFound(found.line(), found.link(), tags));
        }
    }

    /** Does not find again the consumers of those who come back. */
    static final class Estranged implements Mischief {
        @Override
        public List<Request> asked(Request request) {
            boolean isBack = request instanceof Request.OpenSource open && open.claims() != null;
            if (!isBack) return List.of(request);
            Request.OpenSource open = (Request.OpenSource) request;
            return List.of(new Request.OpenSource(
                    open.line(), open.link(), open.spec(), open.name() + "'", null, open.mayCreate()));
        }
    }

    /** Takes what who comes back has accepted for what it only has. */
    static final class Undecided implements Mischief {
        @Override
        public List<Request> asked(Request request) {
            boolean isBack = request instanceof Request.OpenSource open && open.claims() != null;
            if (!isBack) return List.of(request);
            Request.OpenSource open = (Request.OpenSource) request;
            Claims told = open.claims();
            List<Claim> undecided = told.each().stream()
                    .map(each -> each.decided() == Disposition.ACCEPTED
                            ? new Claim(each.queue(), each.sequence(), null)
                            : each)
                    .toList();
            Claims claims = new Claims(undecided, told.isComplete());
            return List.of(new Request.OpenSource(
                    open.line(), open.link(), open.spec(), open.name(), claims, open.mayCreate()));
        }
    }

    /** Does not find again the sessions of those who come back. */
    static final class Denying implements Mischief {
        @Override
        public List<Request> asked(Request request) {
            if (!(request instanceof Request.Join join) || join.wish() == null) return List.of(request);
            SessionWish wish = new SessionWish(0, true, -1);
            return List.of(new Request.Join(join.line(), join.attach(), join.sole(), wish));
        }
    }

    /** Ends subscriptions without a name when their line is lost. */
    static final class Tidy implements Mischief {
        private final Map<Long, List<Request>> endings = new LinkedHashMap<>(); // by line

        @Override
        public List<Request> asked(Request request) {
            List<Request> all = new ArrayList<>();
            if (request instanceof Request.Leave) all.addAll(endings.getOrDefault(request.line(), List.of()));
            all.add(request);
            boolean isTopic = request instanceof Request.OpenSource open
                    && open.spec().address().kind() == Address.Kind.TOPIC;
            if (isTopic) {
                Request.OpenSource open = (Request.OpenSource) request;
                endings.computeIfAbsent(open.line(), line -> new ArrayList<>())
                        .add(new Request.CloseSource(open.line(), open.link(), true));
            }
            return all;
        }
    }

    /** Answers no message. */
    static final class Silent implements Mischief {
        @Override
        public List<Reply> answered(Reply reply) {
            return reply instanceof Reply.Sent ? List.of() : List.of(reply);
        }
    }
}
