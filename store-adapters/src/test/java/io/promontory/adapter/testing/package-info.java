/**
 * Real parts for tests: a Prometheus as a process, and blocks made by {@code promtool}. Modules
 * above use it through this module's test-jar.
 */
@NullMarked
package io.promontory.adapter.testing;

import org.jspecify.annotations.NullMarked;
