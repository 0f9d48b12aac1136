/** The commands that ask a running broker: each puts a question or an order to the admin endpoint, and shows the answer. */
@NullMarked
package io.belay.admin.cli;

import org.jspecify.annotations.NullMarked;
