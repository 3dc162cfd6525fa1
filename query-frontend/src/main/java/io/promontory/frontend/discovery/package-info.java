/**
 * Finds the servers of a store: {@link io.promontory.frontend.discovery.Discovery} reads sources of
 * targets (lists, files, DNS, HTTP) now and then, relabels what they give, and keeps the last good
 * targets where a source fails.
 */
@NullMarked
package io.promontory.frontend.discovery;

import org.jspecify.annotations.NullMarked;
