package io.belay.sim;

import io.belay.mqtt.Packet;
import io.belay.sim.check.Finding;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;

/** Writes histories for people: the whole, or what one finding is about. */
public final class HistoryText {
    private static final int BEFORE_MAX = 150;
    private static final int AFTER_MAX = 50;

    private HistoryText() {}

    /** All of it, one line for each moment. */
    public static void writeAll(History history, PrintStream out) {
        TreeMap<Integer, String> owners = owners(history);
        history.moments().forEach(moment -> out.println(text(moment, owners)));
    }

    /** A digest of all of it: two worlds in which not the same happens have two digests, but for one pair in 2^32. */
    public static long digest(History history) {
        CRC32 sum = new CRC32();
        OutputStream nowhere = OutputStream.nullOutputStream();
        PrintStream out = new PrintStream(new CheckedOutputStream(nowhere, sum), false, StandardCharsets.UTF_8);
        writeAll(history, out);
        out.flush();
        return sum.getValue();
    }

    /**
     * What a finding is about, up to {@value #BEFORE_MAX} lines before it and {@value #AFTER_MAX} after: the packets with its message, the comings and goings
     * of its clients, and what was done to the world.
     */
    public static void write(History history, Finding finding, PrintStream out) {
        TreeMap<Integer, String> owners = owners(history);
        List<String> kept = new ArrayList<>();
        int found = 0;
        for (Moment moment : history.moments()) {
            if (!isAbout(moment, finding, owners)) continue;
            if (moment.index() == finding.index()) found = kept.size();
            kept.add((moment.index() == finding.index() ? ">>" : "  ") + text(moment, owners));
        }
        int from = Math.max(0, found - BEFORE_MAX);
        int until = Math.min(kept.size(), found + AFTER_MAX);
        out.println("   ... " + from + " lines before");
        kept.subList(from, until).forEach(out::println);
        out.println("   ... " + (kept.size() - until) + " lines after");
    }

    private static TreeMap<Integer, String> owners(History history) {
        TreeMap<Integer, String> owners = new TreeMap<>();
        for (Moment moment : history.moments()) {
            if (moment.event() instanceof Event.Opened opened) owners.put(opened.line(), opened.client());
        }
        return owners;
    }

    private static boolean isAbout(Moment moment, Finding finding, TreeMap<Integer, String> owners) {
        if (moment.index() == finding.index()) return true;
        Event event = moment.event();
        if (event instanceof Event.Stored stored) return stored.number() == finding.number();
        if (event instanceof Event.Ended ended) return finding.clients().contains(owners.get(ended.line()));
        if (event instanceof Event.Did did) return isAbout(did, finding);
        if (event instanceof Event.Acted acted) return isAbout(acted, finding);
        if (event instanceof Event.Told told) return isOf(told, finding);
        if (event instanceof Event.Farewell) return false;
        if (event instanceof Event.Opened opened) return finding.clients().contains(opened.client());
        if (event instanceof Event.Passed passed) return isAbout(passed, finding, owners);
        return true;
    }

    private static boolean isAbout(Event.Passed passed, Finding finding, TreeMap<Integer, String> owners) {
        Packet packet = passed.packet();
        if (packet instanceof Packet.Publish publish && finding.number() != 0) {
            return Payloads.number(publish.content()) == finding.number();
        }
        boolean isHis = finding.clients().contains(owners.get(passed.line()));
        return isHis && !(packet instanceof Packet.Pingreq) && !(packet instanceof Packet.Pingresp);
    }

    private static boolean isOf(Event.Told told, Finding finding) {
        String name = told.client().replaceFirst("^amqp:", "");
        return finding.clients().contains(name);
    }

    private static boolean isAbout(Event.Did did, Finding finding) {
        if (did.deed() instanceof Deed.Got got && finding.number() != 0) return got.number() == finding.number();
        if (did.deed() instanceof Deed.Sent sent && finding.number() != 0) return sent.number() == finding.number();
        return finding.clients().contains(did.client());
    }

    private static boolean isAbout(Event.Acted acted, Finding finding) {
        Act act = acted.act();
        if (act instanceof Act.Got got && finding.number() != 0) return got.number() == finding.number();
        if (act instanceof Act.Sent sent && finding.number() != 0) return sent.number() == finding.number();
        return finding.clients().contains(acted.program());
    }

    private static String text(Moment moment, TreeMap<Integer, String> owners) {
        return String.format(
                Locale.ROOT, "%6d %11.6f %s", moment.index(), moment.atUs() / 1e6, text(moment.event(), owners));
    }

    private static String text(Event event, TreeMap<Integer, String> owners) {
        if (event instanceof Event.Passed passed) {
            String who = owners.getOrDefault(passed.line(), "?") + "/" + passed.line();
            return String.format(Locale.ROOT, "%-7s %s %s", who, passed.point().arrow(), text(passed.packet()));
        }
        if (event instanceof Event.Did did) {
            return String.format(Locale.ROOT, "%-7s %s", did.client() + "/" + did.line(), did.deed());
        }
        if (event instanceof Event.Acted acted) {
            return String.format(Locale.ROOT, "%-7s %s", acted.program() + "#" + acted.life(), acted.act());
        }
        if (event instanceof Event.Ended ended) {
            String who = owners.getOrDefault(ended.line(), "?") + "/" + ended.line();
            return String.format(
                    Locale.ROOT, "%-7s over at the %s: %s", who, ended.atServer() ? "server" : "client", ended.why());
        }
        if (event instanceof Event.Told told) return "told of " + told.client() + ": " + last(told.timeline());
        return event.toString();
    }

    private static String last(List<?> timeline) {
        return timeline.isEmpty()
                ? "nothing"
                : timeline.get(timeline.size() - 1).toString();
    }

    private static String text(Packet packet) {
        if (packet instanceof Packet.Publish publish) return text(publish);
        if (packet instanceof Packet.Connect connect) {
            Packet.Will will = connect.will();
            String last = will == null
                    ? ""
                    : " will #" + Payloads.number(will.content()) + " qos " + will.qos() + " after " + will.delayS()
                            + " s";
            return "CONNECT " + connect.version() + (connect.cleanStart() ? " clean" : "") + " keep alive "
                    + connect.keepAliveS() + " " + connect.properties() + last;
        }
        if (packet instanceof Packet.Subscribe subscribe) {
            String filters =
                    subscribe.filters().stream().map(Packet.Filter::toString).collect(Collectors.joining());
            return "SUBSCRIBE " + subscribe.packetId() + " " + filters;
        }
        return packet.toString();
    }

    private static String text(Packet.Publish publish) {
        TreeSet<String> flags = new TreeSet<>();
        if (publish.dup()) flags.add("dup");
        if (publish.retain()) flags.add("retain");
        return "PUBLISH #" + Payloads.number(publish.content()) + " " + publish.topic() + " qos " + publish.qos()
                + " id " + publish.packetId() + " " + String.join(" ", flags);
    }
}
