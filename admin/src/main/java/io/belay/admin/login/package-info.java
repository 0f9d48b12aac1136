/** Who asks over HTTP, and how it is known: passwords, tokens, and the sessions of the console. */
@NullMarked
package io.belay.admin.login;

import org.jspecify.annotations.NullMarked;
