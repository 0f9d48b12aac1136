/** What is made to be installed elsewhere. */
package io.belay.interop.installed;
