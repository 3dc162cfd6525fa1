/**
 * Relabelling as Prometheus does it: {@link io.promontory.series.relabel.RelabelConfig} is a rule
 * as configured, {@link io.promontory.series.relabel.Relabeling} the checked rules, which change
 * label sets or drop them.
 */
@NullMarked
package io.promontory.series.relabel;

import org.jspecify.annotations.NullMarked;
