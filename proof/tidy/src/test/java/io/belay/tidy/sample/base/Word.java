package io.belay.tidy.sample.base;

/** Stands for what everybody may use. */
public final class Word {}
