/**
 * Message selectors (Jakarta Messaging 3.1 §3.8.1). {@link io.belay.selector.Selector} is one that was understood; what
 * it asks of a message it asks of {@link io.belay.selector.Fields}. Knows no message.
 */
@NullMarked
package io.belay.selector;

import org.jspecify.annotations.NullMarked;
