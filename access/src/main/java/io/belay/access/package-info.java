/** Users, roles and permissions: who there is, and who may do what. */
@NullMarked
package io.belay.access;

import org.jspecify.annotations.NullMarked;
