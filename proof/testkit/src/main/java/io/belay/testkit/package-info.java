/** What tests are written with: seeds that are printed and can be passed back, and the clauses that a test shows. */
package io.belay.testkit;
