package io.belay.sim;

/**
 * An event and its place in time.
 *
 * @param index of the event in its history, from 0: the order in which things happened
 * @param atUs virtual time, microseconds since the world began
 * @param wallMs what the wall clock beside the node showed, milliseconds
 * @param event what happened
 */
public record Moment(int index, long atUs, long wallMs, Event event) {}
