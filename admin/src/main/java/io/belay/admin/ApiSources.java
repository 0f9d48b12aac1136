package io.belay.admin;

/**
 * All that the pages under {@code /api} ask of the broker.
 *
 * @param overview what there is in numbers
 * @param sessions sessions and their stories
 * @param queues queues and orders about them
 * @param lines connections
 * @param messages messages, topics and what is retained
 * @param drain how it is emptied of its clients
 * @param backups copies of its log
 * @param log what lies on disk, and what the broker says of itself
 */
public record ApiSources(
        OverviewSource overview,
        SessionSource sessions,
        QueueSource queues,
        LineSource lines,
        MessageSource messages,
        DrainSource drain,
        BackupSource backups,
        LogSource log) {}
