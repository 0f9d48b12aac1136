package io.belay.admin;

import io.belay.core.Binding;
import io.belay.core.QueuePolicy;
import io.belay.core.QueueSpec;
import io.belay.node.QueueStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Queues for programs. */
final class QueueJson {
    private QueueJson() {}

    static Map<String, Object> of(List<QueueStatus> queues) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("queues", queues.stream().map(QueueJson::map).toList());
        return json;
    }

    /** One queue. */
    static Map<String, Object> map(QueueStatus status) {
        QueueSpec spec = status.queue().spec();
        Binding binding = spec.binding();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", spec.name());
        json.put("lifetime", spec.lifetime().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        json.put("topic", binding == null ? null : binding.filter());
        json.put("selector", binding == null || binding.selector().isEmpty() ? null : binding.selector());
        json.put("messages", status.queue().messages());
        json.put("bytes", status.queue().bytes());
        json.put("lastId", status.lastId());
        json.put("consumers", status.consumers());
        json.put("senders", status.senders());
        json.put("paused", status.queue().paused());
        json.putAll(of(spec.policy()));
        return json;
    }

    /** The policy by the names under which {@link QueueWish} takes it. */
    static Map<String, Object> of(QueuePolicy policy) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("messagesMax", policy.messagesMax());
        json.put("bytesMax", policy.bytesMax());
        json.put("whenFull", QueueText.of(policy.whenFull()));
        json.put("deliveriesMax", policy.deliveriesMax());
        json.put("deadLetter", policy.deadLetter());
        json.put("exclusive", policy.exclusive());
        return json;
    }
}
