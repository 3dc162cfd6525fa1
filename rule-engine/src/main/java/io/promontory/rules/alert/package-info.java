/**
 * Alerts: {@link io.promontory.rules.alert.AlertingRule} raises one for each series of its
 * expression and keeps them through pending, firing and resolved; {@link
 * io.promontory.rules.alert.AlertSeries} are the series that tell of them; {@link
 * io.promontory.rules.alert.ForStateRestore} lets timers go on after a restart.
 */
@NullMarked
package io.promontory.rules.alert;

import org.jspecify.annotations.NullMarked;
