/**
 * Names that programs for Open Message Queue (Sun MQ) import, so that they change their imports and nothing else: {@code com.sun.messaging},
 * {@code com.sun.messaging.jms} and {@code com.sun.messaging.jms.notification} are all here. Everybody else takes
 * {@link io.belay.jms.BelayConnectionFactory}.
 */
@NullMarked
package io.belay.jms.mq;

import org.jspecify.annotations.NullMarked;
