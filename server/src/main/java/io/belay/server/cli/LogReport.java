package io.belay.server.cli;

import io.belay.admin.text.Json;
import io.belay.admin.text.TextTable;
import io.belay.admin.text.Words;
import io.belay.base.Many;
import io.belay.core.Broker;
import io.belay.core.Totals;
import io.belay.log.FileNames;
import io.belay.log.LogCheck.CheckpointFound;
import io.belay.log.LogCheck.Fault;
import io.belay.log.LogCheck.Findings;
import io.belay.log.LogCheck.SegmentFound;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was found in a log, for people and for programs.
 *
 * @param findings of the check
 * @param broker as the log tells it; worth nothing if the check says that a start would be refused
 */
record LogReport(Findings findings, Broker broker) {
    boolean isWhole() {
        return findings.faults().isEmpty();
    }

    /** A row for each file, then what is wrong, then what is in it. */
    String text() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("FILE", "LENGTH", "USED", "BATCHES", "RECORDS", "KEPT", "REMARK"));
        findings.checkpoints().forEach(each -> rows.add(row(each)));
        findings.segments().forEach(each -> rows.add(row(each)));
        StringBuilder text = new StringBuilder(rows.size() == 1 ? "" : TextTable.of(rows) + "\n");
        text.append(faults());
        return text.append(summary()).append('\n').toString();
    }

    private static List<String> row(CheckpointFound one) {
        String name = FileNames.checkpoint(one.id());
        String remark = "all before batch " + one.id();
        return List.of(name, Words.bytes(one.length()), "", "", "", Long.toString(one.kept()), remark);
    }

    private static List<String> row(SegmentFound one) {
        String remark = one.batches() == 0 ? "" : "batches " + one.firstBatch() + " to " + one.lastBatch();
        if (one.tornBytes() > 0) remark += "; a torn last write, cut at the next start";
        return List.of(
                FileNames.segment(one.number()),
                Words.bytes(one.length()),
                Words.bytes(one.used()),
                Long.toString(one.batches()),
                Long.toString(one.records()),
                "",
                remark);
    }

    /** What is wrong, and what to do; empty if nothing is. */
    String faults() {
        StringBuilder text = new StringBuilder();
        for (Fault fault : findings.faults()) {
            String where = fault.file().isEmpty() ? "the log" : fault.file();
            if (fault.offset() >= 0) where += " at byte " + fault.offset();
            text.append(where + ": expected " + fault.expected() + "; found " + fault.found() + "\n");
            text.append("  what to do: " + fault.remedy() + "\n");
        }
        return text.toString();
    }

    /** One line: whether it is whole, and what is in it. */
    String summary() {
        if (!isWhole()) return "damaged: " + Many.of(findings.faults().size(), "fault");
        return "whole: " + contents();
    }

    /** {@code 3 sessions, 120 messages, 4 retained, as at 2026-11-22 15:04:05.000Z}. */
    String contents() {
        if (findings.lastBatch() == 0) return "nothing is in it";
        Totals totals = broker.totals();
        return "%s, %s, %d retained, as at %s"
                .formatted(
                        Many.of(totals.sessions(), "session"),
                        Many.of(totals.messages(), "message"),
                        totals.retained(),
                        Words.time(broker.nowMs()));
    }

    /** All of it. */
    String json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("whole", isWhole());
        json.put("lastBatch", findings.lastBatch());
        json.put("kept", findings.kept());
        if (findings.lastBatch() > 0) {
            Totals totals = broker.totals();
            json.put("sessions", totals.sessions());
            json.put("messages", totals.messages());
            json.put("retained", totals.retained());
            json.put("atMs", broker.nowMs());
        }
        json.put(
                "checkpoints",
                findings.checkpoints().stream().map(LogReport::map).toList());
        json.put("segments", findings.segments().stream().map(LogReport::map).toList());
        json.put("faults", findings.faults().stream().map(LogReport::map).toList());
        return Json.of(json);
    }

    private static Map<String, Object> map(CheckpointFound one) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("file", FileNames.checkpoint(one.id()));
        map.put("length", one.length());
        map.put("kept", one.kept());
        return map;
    }

    private static Map<String, Object> map(SegmentFound one) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("file", FileNames.segment(one.number()));
        map.put("length", one.length());
        map.put("used", one.used());
        map.put("batches", one.batches());
        map.put("records", one.records());
        map.put("firstBatch", one.firstBatch());
        map.put("lastBatch", one.lastBatch());
        map.put("tornBytes", one.tornBytes());
        return map;
    }

    private static Map<String, Object> map(Fault fault) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("file", fault.file());
        map.put("position", fault.offset());
        map.put("expected", fault.expected());
        map.put("found", fault.found());
        map.put("remedy", fault.remedy());
        return map;
    }
}
