package io.belay.sim;

import io.belay.mqtt.Packet;
import io.belay.mqtt.ReasonCode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Ways to break a server from outside. */
final class Mischiefs {
    private static final int FRESH = 1_000; // added to a packet id makes one that nobody uses

    private Mischiefs() {}

    static Packet.Publish publish(Packet.Publish publish, String topic, boolean dup, int packetId) {
        return new Packet.Publish(
                topic,
                publish.qos(),
                dup,
                publish.retain(),
                packetId,
                0,
                publish.expiryS(),
                publish.subscriptionIds(),
                publish.content());
    }

    private static boolean isAssured(Packet packet) {
        return packet instanceof Packet.Publish publish && publish.qos() > 0;
    }

    /** Takes a QoS 2 message that a client sends again for a new one. */
    static final class Forgetful implements Mischief {
        private int next = FRESH;
        private final TreeMap<String, Integer> fresh =
                new TreeMap<>(); // line/id of the client to what the server hears
        private final TreeMap<String, Integer> back = new TreeMap<>();

        @Override
        public List<Packet> toServer(Line line, Packet packet) {
            if (packet instanceof Packet.Publish publish && publish.qos() == 2 && publish.dup()) {
                next++;
                fresh.put(line.number() + "/" + publish.packetId(), next);
                back.put(line.number() + "/" + next, publish.packetId());
                return List.of(publish(publish, publish.topic(), false, next));
            }
            if (packet instanceof Packet.Pubrel pubrel) {
                int id = fresh.getOrDefault(line.number() + "/" + pubrel.packetId(), pubrel.packetId());
                return List.of(new Packet.Pubrel(id, pubrel.reason(), pubrel.properties()));
            }
            return List.of(packet);
        }

        @Override
        public List<Packet> fromServer(Line line, Packet packet) {
            if (packet instanceof Packet.Pubrec pubrec) {
                return List.of(new Packet.Pubrec(back(line, pubrec.packetId()), pubrec.reason(), pubrec.properties()));
            }
            if (packet instanceof Packet.Pubcomp pubcomp) {
                return List.of(
                        new Packet.Pubcomp(back(line, pubcomp.packetId()), pubcomp.reason(), pubcomp.properties()));
            }
            return List.of(packet);
        }

        private int back(Line line, int packetId) {
            return back.getOrDefault(line.number() + "/" + packetId, packetId);
        }
    }

    /** Resends a QoS 1 message as if it were new. */
    static final class FreshIds implements Mischief {
        @Override
        public List<Packet> fromServer(Line line, Packet packet) {
            boolean isAgain = packet instanceof Packet.Publish publish && publish.dup() && publish.qos() == 1;
            if (!isAgain) return List.of(packet);
            Packet.Publish again = (Packet.Publish) packet;
            return List.of(publish(again, again.topic(), false, again.packetId() + FRESH));
        }

        @Override
        public List<Packet> toServer(Line line, Packet packet) {
            if (!(packet instanceof Packet.Puback puback) || puback.packetId() < FRESH) return List.of(packet);
            return List.of(new Packet.Puback(puback.packetId() - FRESH, puback.reason(), puback.properties()));
        }
    }

    /** Resends without saying so. */
    static final class NoDup implements Mischief {
        @Override
        public List<Packet> fromServer(Line line, Packet packet) {
            if (!(packet instanceof Packet.Publish publish) || !publish.dup()) return List.of(packet);
            return List.of(publish(publish, publish.topic(), false, publish.packetId()));
        }
    }

    /** Takes every seventh message, says so, and delivers it to nobody. */
    static final class Losing implements Mischief {
        @Override
        public List<Packet> toServer(Line line, Packet packet) {
            boolean isUnlucky = isAssured(packet) && Payloads.number(((Packet.Publish) packet).content()) % 7 == 0;
            if (!isUnlucky) return List.of(packet);
            Packet.Publish publish = (Packet.Publish) packet;
            return List.of(publish(publish, "lost", publish.dup(), publish.packetId()));
        }
    }

    /** Holds a delivery back until the next has gone before it. */
    static final class Swapping implements Mischief {
        private final TreeMap<Integer, Packet> held = new TreeMap<>();

        @Override
        public List<Packet> fromServer(Line line, Packet packet) {
            if (!isAssured(packet)) return List.of(packet);
            Packet before = held.remove(line.number());
            if (before != null) return List.of(packet, before);
            held.put(line.number(), packet);
            return List.of();
        }
    }

    /** Says each delivery twice. */
    static final class Stuttering implements Mischief {
        @Override
        public List<Packet> fromServer(Line line, Packet packet) {
            return isAssured(packet) ? List.of(packet, packet) : List.of(packet);
        }
    }

    /** Delivers under another topic. */
    static final class Misdirecting implements Mischief {
        @Override
        public List<Packet> fromServer(Line line, Packet packet) {
            if (!(packet instanceof Packet.Publish publish)) return List.of(packet);
            return List.of(publish(publish, "elsewhere", publish.dup(), publish.packetId()));
        }
    }

    /** Publishes no will. */
    static final class WillLosing implements Mischief {
        @Override
        public List<Packet> fromServer(Line line, Packet packet) {
            boolean isWill =
                    packet instanceof Packet.Publish publish && publish.topic().startsWith("w/");
            return isWill ? List.of() : List.of(packet);
        }
    }

    /** Says that there was no session. */
    static final class Denying implements Mischief {
        @Override
        public List<Packet> fromServer(Line line, Packet packet) {
            if (!(packet instanceof Packet.Connack connack) || !connack.sessionPresent()) return List.of(packet);
            return List.of(new Packet.Connack(false, connack.reason(), connack.properties()));
        }
    }

    /** Closes displaced lines without a word. */
    static final class Rude implements Mischief {
        @Override
        public List<Packet> fromServer(Line line, Packet packet) {
            boolean isTakeover = packet instanceof Packet.Disconnect disconnect
                    && disconnect.reason() == ReasonCode.SESSION_TAKEN_OVER;
            return isTakeover ? List.of() : List.of(packet);
        }
    }

    /** Tells the line before what the live one is told, as long as it can. */
    static final class Ghostly implements Mischief {
        private final TreeMap<String, List<Line>> lines = new TreeMap<>();

        @Override
        public List<Packet> fromServer(Line line, Packet packet) {
            List<Line> his = lines.computeIfAbsent(line.client(), client -> new ArrayList<>());
            if (!his.contains(line)) his.add(line);
            boolean isTakeover = packet instanceof Packet.Disconnect disconnect
                    && disconnect.reason() == ReasonCode.SESSION_TAKEN_OVER;
            // The displaced line is never told to go: its server's end stays, to be spoken on.
            if (isTakeover) line.keepServerOpen();
            if (isAssured(packet)) {
                his.stream().filter(other -> other != line).forEach(other -> other.saySent(packet));
            }
            return isTakeover ? List.of() : List.of(packet);
        }
    }

    /** Gives out the first message that was ever retained on a topic. */
    static final class Stale implements Mischief {
        private final TreeMap<String, byte[]> first = new TreeMap<>();

        @Override
        public List<Packet> fromServer(Line line, Packet packet) {
            if (!(packet instanceof Packet.Publish publish) || !publish.retain()) return List.of(packet);
            if (Payloads.isEmpty(publish.content())) return List.of(packet);
            byte[] content = first.computeIfAbsent(publish.topic(), topic -> publish.content());
            return List.of(new Packet.Publish(
                    publish.topic(),
                    publish.qos(),
                    publish.dup(),
                    true,
                    publish.packetId(),
                    0,
                    publish.expiryS(),
                    publish.subscriptionIds(),
                    content));
        }
    }

    /** Answers no PUBREL. */
    static final class Withholding implements Mischief {
        @Override
        public List<Packet> fromServer(Line line, Packet packet) {
            return packet instanceof Packet.Pubcomp ? List.of() : List.of(packet);
        }
    }

    /** Says welcome twice. */
    static final class Welcoming implements Mischief {
        @Override
        public List<Packet> fromServer(Line line, Packet packet) {
            return packet instanceof Packet.Connack ? List.of(packet, packet) : List.of(packet);
        }
    }
}
