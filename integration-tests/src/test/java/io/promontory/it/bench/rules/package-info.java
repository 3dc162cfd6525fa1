/**
 * {@code ./dev bench rules}: many groups of rules, evaluated by Promontory and by a Prometheus over
 * the same block.
 */
@NullMarked
package io.promontory.it.bench.rules;

import org.jspecify.annotations.NullMarked;
