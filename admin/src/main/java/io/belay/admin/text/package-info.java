/** What people and programs are shown, and what they write: tables, JSON, words. Knows nothing else of the program. */
@NullMarked
package io.belay.admin.text;

import org.jspecify.annotations.NullMarked;
