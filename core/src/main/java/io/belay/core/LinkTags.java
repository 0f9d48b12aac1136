package io.belay.core;

import io.belay.base.ByteReader;
import io.belay.base.ByteWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The tags that are held for a publisher, by the names of its links; a link without any is not named. */
final class LinkTags {
    private final Map<String, TagSet> byLink = new TreeMap<>();
    private int count;

    /** Of all links together. */
    int count() {
        return count;
    }

    /** The links of which any are held, in the order of their names. */
    List<String> links() {
        return List.copyOf(byLink.keySet());
    }

    /** Those of a link; null if there are none. */
    @Nullable
    TagSet of(String link) {
        return byLink.get(link);
    }

    boolean holds(LinkTag tag) {
        TagSet held = byLink.get(tag.link());
        return held != null && held.contains(tag.tag());
    }

    void hold(LinkTag tag) {
        TagSet held = byLink.computeIfAbsent(tag.link(), absent -> new TagSet());
        if (held.add(tag.tag())) count++;
    }

    void forget(String link, TagSet tags) {
        TagSet held = byLink.get(link);
        if (held == null) return;
        count -= held.count();
        held.removeAll(tags);
        count += held.count();
        if (held.isEmpty()) byLink.remove(link);
    }

    void forget(String link) {
        TagSet held = byLink.remove(link);
        if (held != null) count -= held.count();
    }

    void write(ByteWriter out) {
        out.writeVarint(byLink.size());
        byLink.forEach((link, held) -> held.write(out.writeString(link)));
    }

    void read(ByteReader in) {
        for (long left = in.readVarint(); left > 0; left--) {
            String link = Records.readLink(in);
            TagSet held = TagSet.read(in);
            boolean isNew = !held.isEmpty() && byLink.put(link, held) == null;
            if (!isNew) throw Records.malformed("tags of another link", held.count());
            count += held.count();
        }
    }
}
