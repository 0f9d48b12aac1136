/** Users with passwords, proofs and certificates; with other people's clients and our own. */
package io.belay.interop.login;
