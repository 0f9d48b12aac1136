/** The mechanisms of SASL, as small machines for either end; they know no frame and no line. */
@NullMarked
package io.belay.amqp.sasl;

import org.jspecify.annotations.NullMarked;
