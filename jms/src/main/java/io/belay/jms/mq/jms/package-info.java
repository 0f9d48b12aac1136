/** What Open Message Queue can besides the standard: {@code com.sun.messaging.jms} there. */
@NullMarked
package io.belay.jms.mq.jms;

import org.jspecify.annotations.NullMarked;
