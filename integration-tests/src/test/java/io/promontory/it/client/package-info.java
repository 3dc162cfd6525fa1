/**
 * Clients that people use, run against Promontory: what they see must be what they see of the
 * Prometheus behind it.
 */
@NullMarked
package io.promontory.it.client;

import org.jspecify.annotations.NullMarked;
