/**
 * Names that programs for Open Message Queue (Sun MQ) import, so that they change their imports and nothing else: what is called
 * {@code com.sun.messaging} there is called {@code io.belay.jms.mq} here, in the packages below it too. Everybody else takes
 * {@link io.belay.jms.BelayConnectionFactory}.
 */
@NullMarked
package io.belay.jms.mq;

import org.jspecify.annotations.NullMarked;
