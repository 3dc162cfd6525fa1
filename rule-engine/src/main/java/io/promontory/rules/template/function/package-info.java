/**
 * What templates call: the functions of Go's {@code text/template} and of Prometheus' alert
 * templates, by name in {@link io.promontory.rules.template.function.Functions}, and the methods of
 * times, durations and histograms in {@link io.promontory.rules.template.function.Methods}.
 */
@NullMarked
package io.promontory.rules.template.function;

import org.jspecify.annotations.NullMarked;
